import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { readDigestFile } from '../../src/digests/read-file.ts'
import { openRepository } from '../../src/digests/repository.ts'
import { findDigests } from '../../src/doctor/digests.ts'
import type { Problem } from '../../src/domain/problem.ts'
import { describeProblem, problemSentences, problemText } from '../../src/i18n/problems.ts'
import { unreadableCause } from '../../src/lib/unreadable-cause.ts'
import { vocabulary } from './markdown/digest-fixture.ts'

const said = (problems: readonly Problem[] = []) => problems.map((each) => describeProblem(each))

test('what cannot be read comes with advice for its cause', async ({ onTestFinished }) => {
  const root = await mkdtemp(join(tmpdir(), 'digests-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const loops = ['2026-03-14.md', 'folder', 'morning-post.yaml'].map((name) => join(root, name))
  await Promise.all(loops.map((loop) => symlink(loop, loop)))
  const [digest = '', folder = '', config = ''] = loops

  const read = await readDigestFile(digest, 'main', vocabulary)
  expect(said(read.problems)).toEqual(['This file cannot be opened (ELOOP). A link leads to itself: remove it.'])
  const cache = { get: () => undefined, put: () => {} }
  const repository = await openRepository({ folder: () => folder, vocabulary, cache })
  expect(said(repository.problems())).toEqual([
    'This folder cannot be listed (ELOOP). A link leads to itself: remove it.',
  ])
  const loaded = loadConfig(config)
  expect(said('problems' in loaded ? loaded.problems : [])).toEqual([
    'The file cannot be read (ELOOP). A link leads to itself: remove it.',
  ])
})

test('a path over a file or over a link to nothing is said to be one', async ({ onTestFinished }) => {
  const root = await mkdtemp(join(tmpdir(), 'digests-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const [file, link] = [join(root, 'file'), join(root, 'link')]
  await Promise.all([writeFile(file, ''), symlink('..data/digests', link)])
  const isFile = `${file} is a file, and has to be a folder. Correct the path, or put a folder there.`
  const isLink = `${link} is a link to ..data/digests, and nothing is there. Mount or restore what it leads to, or change the link.`
  const cache = { get: () => undefined, put: () => {} }
  for (const [folder, sentence] of [
    [file, isFile],
    [link, isLink],
    [join(link, 'below'), isLink],
  ] as const) {
    const repository = await openRepository({ folder: () => folder, vocabulary, cache })
    expect(said(repository.problems())).toEqual([sentence])
    await repository.close()
    const settings = join(root, 'morning-post.yaml')
    await writeFile(settings, `destinations: []\ndigests: ${folder}\n`)
    const loaded = loadConfig(settings)
    const findings = await findDigests('config' in loaded ? loaded.config : undefined, false)
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(sentence)])
  }
  for (const [config, sentence] of [
    [join(file, 'morning-post.yaml'), isFile],
    [link, isLink],
  ] as const) {
    const loaded = loadConfig(config)
    expect(said('problems' in loaded ? loaded.problems : [])).toEqual([sentence])
  }
})

test('rights are the advice for errors without one of their own', () => {
  const adviceFor = (code: string) => problemSentences(problemText('unreadable-file', code, unreadableCause(code))).fix
  expect(adviceFor('EMFILE')).toContain('too many files open')
  expect(adviceFor('EACCES')).toBe('Make it readable for the user of the bot.')
})
