import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FrontMatterDates } from '../../src/digests/front-matter-dates.ts'
import { openRepository } from '../../src/digests/repository.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import { inEnglish } from '../in-english.ts'
import { goodDigest, vocabulary } from './markdown/digest-fixture.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'digests-'))
})

afterEach(() => rm(root, { recursive: true }))

let clock = Date.UTC(2026, 0, 1) / 1000

/** Writes a file with times in the past, each a second after the one before. */
async function write(name: string, content = goodDigest): Promise<void> {
  const path = join(root, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  clock++
  await utimes(path, clock, clock)
}

const open = () =>
  openRepository({ folder: () => root, vocabulary, cache: { get: () => undefined, put: () => undefined } })

const id = (text: string) => text as DigestId

const dated = (date: string) => goodDigest.replace('language: en', `language: en\ndate: ${date}`)

test('names of weeks and months, free names with a date, and folders of years and months are read', async () => {
  await write('2026-W11.md')
  await write('2026-W13.md', dated('2026-03-26'))
  await write('2026-04.md')
  await write('issue-380.md', dated('2026-05-02T08:00:00Z'))
  await write('issue-381.md', `{\n  "language": "en",\n  "date": "2026-05-05"\n}\n\n## One\n\nText.\n`)
  await write('2026-05-03-a-title.md')
  await write('20260504.md')
  await write('2026/06/12.md')
  await write('2026/2026-06-13.md')
  await write('202607/15.md')
  await write('weekly/2026/2026-03-12.md')
  await write('weekly/2026/03/13.md')
  const repository = await open()
  expect(repository.publications()).toEqual(['main', 'weekly'])
  const days = ['03-09', '03-26', '04-01', '05-02', '05-03', '05-04', '05-05', '06-12', '06-13', '07-15']
  expect(repository.days('main')).toEqual(days.map((day) => `2026-${day}`))
  expect(repository.days('weekly')).toEqual(['2026-03-12', '2026-03-13'])
  for (const digest of repository.files().keys())
    expect(await repository.get(digest)).toMatchObject({ date: digest.slice(-10) })
  expect(repository.problems()).toEqual([])
})

test('many files without a day are one problem that names some of them', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await write(`${name}.md`)
  const [problem, ...others] = (await open()).problems()
  expect(problem && inEnglish(problem).message).toMatch(
    /^5 files in this folder are not read, such as a\.md, b\.md, c\.md\.$/,
  )
  expect(others).toEqual([])
})

test('a file that gets another date is another digest', async () => {
  await write('issue-1.md', dated('2026-05-02'))
  await write('issue-2.md')
  const repository = await open()
  await repository.poll()
  await write('issue-1.md', dated('2026-05-03'))
  await write('issue-2.md', dated('2026-05-04'))
  expect(await repository.get(id('main/2026-05-02'))).toBeUndefined()
  expect([...(await repository.poll())].sort()).toEqual(['main/2026-05-02', 'main/2026-05-03', 'main/2026-05-04'])
  expect(repository.days('main')).toEqual(['2026-05-03', '2026-05-04'])
})

test('a file whose name does not say the day is opened again only when it changes', async () => {
  await write('issue-1.md', dated('2026-05-02'))
  const dates = new FrontMatterDates()
  const path = join(root, 'issue-1.md')
  expect(await dates.of(path)).toBe('2026-05-02')
  const times = await stat(path)
  await writeFile(path, dated('2026-05-03'))
  await utimes(path, times.atime, times.mtime)
  expect(await dates.of(path)).toBe('2026-05-02')
  await write('issue-1.md', dated('2026-05-03'))
  expect(await dates.of(path)).toBe('2026-05-03')
})
