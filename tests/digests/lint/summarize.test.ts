import { expect, test } from 'vitest'
import { summarizeWarnings } from '../../../src/digests/lint/summarize.ts'
import type { Problem } from '../../../src/domain/problem.ts'
import { problemText } from '../../../src/i18n/problems.ts'
import { inEnglish } from '../../in-english.ts'

const publicationOf = (file: string) => (file.startsWith('digests/zh/') ? 'zh' : 'main')
const checked = (files: readonly string[]) => files.map((file) => ({ file, publication: publicationOf(file) }))

const files = (count: number, folder = 'digests') =>
  Array.from({ length: count }, (_, at) => `${folder}/2026-03-${String(at + 1).padStart(2, '0')}.md`)

const problem = (file: string, rule: string, line = 1): Problem => ({
  file,
  line,
  column: 1,
  severity: 'warning',
  rule,
  ...problemText('missing-source'),
})

test('what holds for a publication is said once, with its extent', () => {
  const all = files(20)
  const untagged = all.flatMap((file) => [problem(file, 'untagged-section', 5), problem(file, 'untagged-section', 9)])
  expect(summarizeWarnings(untagged, checked(all)).map(inEnglish)).toMatchObject([
    {
      file: 'digests/2026-03-01.md',
      line: 5,
      rule: 'untagged-section',
      message: 'This section names no source. This holds for 20 of the 20 digests of this publication, at 40 places.',
      fix: 'End it with `Source: [Title](https://…)`. Check a digest by itself to see its own.',
    },
  ])
})

test('each publication is summarized by itself, and each rule', () => {
  const [english, chinese] = [files(8), files(8, 'digests/zh')]
  const found = [...english, ...chinese].flatMap((file) => [problem(file, 'missing-source'), problem(file, 'no-tag')])
  expect(
    summarizeWarnings(found, checked([...english, ...chinese])).map(({ file, rule }) => `${file} ${rule}`),
  ).toEqual([
    'digests/2026-03-01.md missing-source',
    'digests/2026-03-01.md no-tag',
    'digests/zh/2026-03-01.md missing-source',
    'digests/zh/2026-03-01.md no-tag',
  ])
})

test('errors, and warnings about few digests, are all kept', () => {
  const all = files(30)
  const errors = all.map((file): Problem => ({ ...problem(file, 'no-section'), severity: 'error' }))
  const rare = all.slice(0, 4).map((file) => problem(file, 'missing-source'))
  const seldom = all.slice(0, 7).map((file) => problem(file, 'long-title'))
  expect(summarizeWarnings([...errors, ...rare, ...seldom], checked(all))).toHaveLength(41)
})

test('what holds for every digest of a publication is said once, however few there are', () => {
  const two = files(2)
  expect(
    summarizeWarnings(
      two.map((file) => problem(file, 'missing-source')),
      checked(two),
    ),
  ).toHaveLength(1)
  expect(summarizeWarnings([problem('digests/2026-03-01.md', 'missing-source')], checked(two))).toHaveLength(1)
})

test('a publication may have folders for its years', () => {
  const years = ['digests/2025/2025-12-31.md', 'digests/2026/2026-01-01.md']
  expect(
    summarizeWarnings(
      years.map((file) => problem(file, 'missing-source')),
      checked(years),
    ),
  ).toHaveLength(1)
})

test('each unknown key is said once', () => {
  const all = files(30)
  const keys = all.slice(0, 2).flatMap((file) =>
    ['layout', 'slug'].map((key) => ({
      ...problem(file, 'unknown-key'),
      ...problemText('unknown-key', key, '', ['title']),
    })),
  )
  expect(summarizeWarnings(keys, checked(all)).map((each) => inEnglish(each).message.split(' ')[0])).toEqual([
    '`layout`',
    '`slug`',
  ])
})

test('each way in which files are read is said once', () => {
  const all = files(3)
  const readings = all.map((file, at) => ({
    ...problem(file, 'free-form'),
    ...problemText('free-form', 'Featured', at < 2 ? 'sections' : 'prose', 2),
  }))
  expect(summarizeWarnings(readings, checked(all)).map((each) => inEnglish(each).message)).toEqual([
    'There is no `## Featured` in this file, so each heading `##` begins a section. This holds for 2 of the 3 digests of this publication, at 2 places.',
    'There is no `## Featured` in this file, so it is read as one text.',
  ])
})

test('each language that is taken for granted is said once', () => {
  const all = files(4)
  const guesses = all.map((file, at) => ({
    ...problem(file, 'missing-language'),
    ...problemText('missing-language', at === 1 ? 'zh' : 'en'),
  }))
  expect(summarizeWarnings(guesses, checked(all)).map((each) => inEnglish(each).message.split(' This')[0])).toEqual([
    'No language is given, so this is taken for `en`.',
    'No language is given, so this is taken for `zh`.',
  ])
})

test('of thousands of warnings of one kind in one file the first are listed, and the lines of some more', () => {
  const all = files(8)
  const [one = '', other = ''] = all
  const many = Array.from({ length: 5_776 }, (_, at) => problem(one, 'unused-link', at + 1))
  const found = summarizeWarnings([...many, problem(other, 'unused-link'), problem(one, 'no-tag')], checked(all))
  expect(found).toHaveLength(7)
  const lines = Array.from({ length: 20 }, (_, at) => at + 6).join(', ')
  expect(found.map(inEnglish)[4]?.message).toBe(
    `This section names no source. The same is in line ${lines} and 5751 more.`,
  )
  expect(summarizeWarnings(many.slice(0, 5), checked(all)).at(-1)).toEqual(many[4])
})

test('each file that is not read is named, however many they are', () => {
  const unread = Array.from({ length: 6 }, (_, at) => problem(`digests/letter-${at}.md`, 'file-name'))
  expect(summarizeWarnings(unread, checked(files(8)))).toEqual(unread)
})
