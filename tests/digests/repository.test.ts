import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRepository } from '../../src/digests/repository.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { ParseCache } from '../../src/domain/digest-repository.ts'
import type { Problem } from '../../src/domain/problem.ts'
import { formatProblem } from '../../src/i18n/problems.ts'
import { goodDigest, vocabulary } from './markdown/digest-fixture.ts'

let root: string
let reported: Problem[]
let cache: MemoryCache

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'digests-'))
  reported = []
  cache = new MemoryCache()
})

afterEach(() => rm(root, { recursive: true }))

class MemoryCache implements ParseCache {
  readonly kept = new Map<string, string>()
  puts: string[] = []
  get(file: string, stamp: string): string | undefined {
    return this.kept.get(`${file} ${stamp}`)
  }
  put(file: string, stamp: string, reading: string): void {
    this.puts.push(file)
    this.kept.set(`${file} ${stamp}`, reading)
  }
}

let clock = Date.UTC(2026, 0, 1) / 1000

/** Writes a file with times in the past, each a second after the one before. */
async function write(name: string, content: string | Uint8Array = goodDigest): Promise<string> {
  const path = join(root, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  clock++
  await utimes(path, clock, clock)
  return path
}

const open = (words = vocabulary) =>
  openRepository({ folder: () => root, vocabulary: words, cache, onProblem: (problem) => reported.push(problem) })

const id = (text: string) => text as DigestId
const lines = (problems: readonly Problem[]) =>
  problems.map((problem) => formatProblem(problem).replace(`${root}/`, '').replace(root, '.'))

test('each folder is a publication, and its files are days', async () => {
  await write('2026-03-13.md')
  await write('2026-03-12.MARKDOWN')
  await write('zh/2026-03-12.md')
  await mkdir(join(root, 'empty'))
  const repository = await open()
  expect(repository.publications()).toEqual(['main', 'empty', 'zh'])
  expect(repository.days('main')).toEqual(['2026-03-12', '2026-03-13'])
  expect(repository.days('zh')).toEqual(['2026-03-12'])
  expect(repository.days('empty')).toEqual([])
  expect(repository.days('none')).toEqual([])
  expect([...repository.files().keys()]).toEqual(['main/2026-03-12', 'main/2026-03-13', 'zh/2026-03-12'])
  expect(await repository.get(id('zh/2026-03-12'))).toMatchObject({
    publication: 'zh',
    title: 'Small models, long memories',
  })
  expect(await repository.get(id('zh/2026-03-13'))).toBeUndefined()
  expect(repository.problems()).toEqual([])
})

test('files that are no digests are left alone', async () => {
  const others = [
    'README.md',
    '.2026-03-12.md.swp',
    '2026-03-12.md~',
    '2026-03-12.md.tmp',
    '#2026-03-12.md#',
    '.git/2026-03-12.md',
    'images/cat.png',
    '2026-03-12.swp',
    '4913',
    'Fotos/a.md',
  ]
  for (const name of others) await write(name)
  const repository = await open()
  expect([...repository.files()]).toEqual([])
  expect(repository.problems()).toEqual([])
})

test.each([
  ['2026-02-30.md', '2026-02-30.md:1:1  error  There is no 2026-02-30 in the calendar. Rename the file. (no-such-day)'],
  [
    '2026-3-12.md',
    '2026-3-12.md:1:1  warning  This file is not read. Name a digest after its day (`2026-03-12.md`), or write `date: 2026-03-12` in its front matter. (file-name)',
  ],
  [
    'notes.md',
    'notes.md:1:1  warning  This file is not read. Name a digest after its day (`2026-03-12.md`), or write `date: 2026-03-12` in its front matter. (file-name)',
  ],
  [
    '2026-03-11-a.md',
    '2026-03-11-a.md:1:1  warning  This file is not read: 2026-03-11.md is for the same day. Remove or rename one of them. (file-name)',
  ],
  [
    '2026-03-12.txt',
    '2026-03-12.txt:1:1  warning  This file is not read. Name it after its day if it is a digest: `2026-03-12.md`. (file-name)',
  ],
  [
    '2026-03-12-draft.md',
    '2026-03-12-draft.md:1:1  warning  This file is not read. Name it after its day if it is a digest: `2026-03-12.md`. (file-name)',
  ],
  [
    'ZH/2026-03-12.md',
    'ZH:1:1  error  This folder is not read. Name a publication in lower-case letters, digits and hyphens, 40 at most. (publication-name)',
  ],
  [
    'main/2026-03-12.md',
    'main:1:1  error  The digests right above this folder are called “main” already. Give it another name. (publication-name)',
  ],
])('%s is reported, and the other digests still load', async (name, complaint) => {
  await write(name)
  await write('2026-03-11.md')
  const repository = await open()
  expect(lines(repository.problems())).toEqual([complaint])
  expect([...repository.files().keys()]).toEqual(['main/2026-03-11'])
  expect(lines(reported)).toEqual([complaint])
})

test.each([
  ['2026-03-12.md', '2026-03-12.markdown'],
  ['2026-03-12.MD', '2026-03-12.markdown'],
])('%s and %s are for one day: neither is read, both are named, the others still load', async (one, other) => {
  await write(one)
  await write(other)
  await write('2026-03-13.md')
  const repository = await open()
  const [problem = ''] = lines(repository.problems())
  expect(problem).toMatch(/error .* \(two-files\)$/)
  expect([problem.includes(one), problem.includes(other)]).toEqual([true, true])
  expect(repository.days('main')).toEqual(['2026-03-13'])
  await rm(join(root, other))
  expect(await repository.refresh()).toEqual(['main/2026-03-12'])
  expect(repository.problems()).toEqual([])
})

test('a missing folder is a problem, and a library with nothing in it', async () => {
  await rm(root, { recursive: true })
  const repository = await open()
  expect(lines(repository.problems())).toEqual([
    '.:1:1  error  There is no such folder. Create it and put digests in it, or name another one with the key "digests" of the configuration. (unreadable)',
  ])
  expect(repository.days('main')).toEqual([])
  await mkdir(root)
})

test('ten years of digests open without one being read, and are not read again after a restart', async () => {
  const days = Array.from({ length: 3650 }, (_, at) => new Date(Date.UTC(2016, 0, 1 + at)).toISOString().slice(0, 10))
  for (const day of days) await write(`${day}.md`, '## Featured\n\n### 01 A\n')
  const first = await open()
  expect(first.days('main')).toHaveLength(3650)
  expect(cache.puts).toEqual([])
  await first.get(id('main/2016-01-01'))
  await first.get(id('main/2025-12-27'))
  expect(cache.puts).toHaveLength(2)

  cache.puts = []
  const second = await open()
  expect(await second.get(id('main/2025-12-27'))).toMatchObject({ date: '2025-12-27' })
  expect(await second.get(id('main/2016-01-01'))).toMatchObject({ date: '2016-01-01' })
  expect(cache.puts).toEqual([])
})

test('what is kept is a full reading: digest, problems and places', async () => {
  const path = await write('2026-03-12.md', goodDigest.replace('## Thanks', 'Source: x\n\n## Thanks <key>'))
  const fresh = await (await open()).read(id('main/2026-03-12'))
  const kept = await (await open()).read(id('main/2026-03-12'))
  expect(cache.puts).toEqual([path])
  expect(kept?.digest).toEqual(fresh?.digest)
  expect(kept?.problems).toEqual(fresh?.problems)
  expect(kept?.problems).toHaveLength(1)
  const [section] = kept?.digest?.sections ?? []
  expect(section && kept?.at(section)).toEqual({ line: 14, column: 1 })
  expect(section?.source && kept?.at(section.source)).toEqual({ line: 25, column: 1 })
})

test('a file that changed, a new vocabulary or a damaged memory mean reading again', async () => {
  const path = await write('2026-03-12.md')
  await (await open()).get(id('main/2026-03-12'))
  await write('2026-03-12.md', goodDigest.replace('Small models', 'Large models'))
  const repository = await open()
  expect(await repository.get(id('main/2026-03-12'))).toMatchObject({ title: 'Large models, long memories' })
  await (await open({ ...vocabulary, tags: [] })).get(id('main/2026-03-12'))
  expect(cache.puts).toEqual([path, path, path])
  for (const key of cache.kept.keys()) cache.kept.set(key, '{"digest":')
  expect(await repository.get(id('main/2026-03-12'))).toMatchObject({ title: 'Large models, long memories' })
})

test('a digest that cannot be read is found out when asked for, reported once, and no longer listed until it changes', async () => {
  await write('2026-03-12.md', '## Featured\n')
  await write('2026-03-13.md', Buffer.alloc(10 * 1024 * 1024, 'x'))
  await write('2026-03-14.md')
  const repository = await open()
  expect(repository.days('main')).toHaveLength(3)
  for (const day of ['12', '13', '14', '12']) await repository.get(id(`main/2026-03-${day}`))
  expect(repository.days('main')).toEqual(['2026-03-14'])
  expect(reported.map(({ rule }) => rule)).toEqual(['no-section', 'too-large'])
  expect(repository.problems()).toEqual(expect.arrayContaining(reported))

  await write('2026-03-12.md')
  expect(await repository.refresh()).toEqual(['main/2026-03-12'])
  expect(repository.days('main')).toEqual(['2026-03-12', '2026-03-14'])
  expect(repository.problems().map(({ rule }) => rule)).toEqual(['too-large'])
})

test('a draft is not listed once it was asked for, is a warning, and becomes a digest when its mark is gone', async () => {
  const draft = goodDigest.replace('language: en', 'language: en\ndraft: true')
  await write('2026-03-12.md', draft)
  const repository = await open()
  expect(await repository.get(id('main/2026-03-12'))).toBeUndefined()
  expect(repository.days('main')).toEqual([])
  expect(repository.problems()).toMatchObject([{ severity: 'warning', rule: 'draft' }])
  expect(reported).toEqual([])
  await write('2026-03-12.md')
  expect(await repository.refresh()).toEqual(['main/2026-03-12'])
  expect(await repository.get(id('main/2026-03-12'))).toBeDefined()
})

test('a file that is gone has no digest, and comes back when the file does', async () => {
  const path = await write('2026-03-12.md')
  const repository = await open()
  await rename(path, `${path}.away`)
  expect(await repository.get(id('main/2026-03-12'))).toBeUndefined()
  expect(repository.days('main')).toEqual([])
  await rename(`${path}.away`, path)
  expect(await repository.refresh()).toEqual(['main/2026-03-12'])
  expect(repository.days('main')).toEqual(['2026-03-12'])
})

test('a file or folder may lie elsewhere and be linked to', async () => {
  await write('elsewhere/2026-03-12.md')
  await symlink(join(root, 'elsewhere'), join(root, 'zh'))
  await symlink(join(root, 'elsewhere', '2026-03-12.md'), join(root, '2026-03-13.md'))
  const repository = await open()
  expect([...repository.files().keys()]).toEqual(['main/2026-03-13', 'elsewhere/2026-03-12', 'zh/2026-03-12'])
  expect(await repository.get(id('main/2026-03-13'))).toMatchObject({ date: '2026-03-13' })
})
