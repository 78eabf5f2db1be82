import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDigestFile } from '../../src/digests/read-file.ts'
import { openRepository } from '../../src/digests/repository.ts'
import { describeProblem } from '../../src/i18n/problems.ts'
import { goodDigest, vocabulary } from './markdown/digest-fixture.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'digests-'))
})
afterEach(() => rm(root, { recursive: true }))

const open = () => openRepository({ folder: () => root, vocabulary, cache: { get: () => undefined, put: () => {} } })

test('named pipes, sockets, devices and folders are reported and never opened', async () => {
  execFileSync('mkfifo', [join(root, '2026-03-08.md')])
  const server = createServer().listen(join(root, '2026-03-09.md'))
  await once(server, 'listening')
  await symlink('/dev/zero', join(root, '2026-03-10.md'))
  await symlink('2026-03-08.md', join(root, '2026-03-11.md'))
  await mkdir(join(root, '2026-03-12.md'))
  await writeFile(join(root, '2026-03-13.md'), goodDigest)
  const digests = await open()
  expect(digests.days('main')).toEqual(['2026-03-13'])
  expect(
    digests.problems().map(({ file, severity, ...text }) => [file.slice(-13), severity, describeProblem(text)]),
  ).toEqual([
    ['2026-03-08.md', 'error', expect.stringMatching(/^This is a named pipe, not a file; it is never opened\./)],
    ['2026-03-09.md', 'error', expect.stringMatching(/^This is a socket, not a file;/)],
    ['2026-03-10.md', 'error', expect.stringMatching(/^This is a device, not a file;/)],
    ['2026-03-11.md', 'error', expect.stringMatching(/^This is a named pipe, not a file;/)],
    ['2026-03-12.md', 'error', expect.stringMatching(/^This is a folder, not a file;/)],
  ])
  const closed = once(server, 'close')
  server.close()
  await closed
})

test('a pipe that is named on the command line is not opened', async () => {
  const path = join(root, '2026-03-08.md')
  execFileSync('mkfifo', [path])
  expect(await readDigestFile(path, 'main', vocabulary)).toMatchObject({ problems: [{ rule: 'special-file' }] })
})

test('links in a circle are reported, and show no digest twice', async () => {
  await writeFile(join(root, '2026-03-13.md'), goodDigest)
  await symlink('2026-03-12.md', join(root, '2026-03-12.md'))
  await symlink('.', join(root, 'self'))
  await symlink(join(root, '..'), join(root, 'up'))
  const digests = await open()
  expect([...digests.files().keys()]).toEqual(['main/2026-03-13'])
  expect(digests.publications()).toEqual(['main'])
  expect(digests.problems().map(({ file, ...text }) => [file.replace(`${root}/`, ''), describeProblem(text)])).toEqual([
    ['2026-03-12.md', 'This link leads to itself. Remove it.'],
    ['self', 'This link leads to a folder that holds it; it is not read. Remove it.'],
    ['up', 'This link leads to a folder that holds it; it is not read. Remove it.'],
  ])
})

test('a huge file is refused by its size', async () => {
  const path = join(root, '2026-03-12.md')
  await writeFile(path, '')
  await truncate(path, 2 ** 40)
  expect(await readDigestFile(path, 'main', vocabulary)).toMatchObject({ problems: [{ rule: 'too-large' }] })
})
