import { expect, test } from 'vitest'
import { lintSeries, seriesEntry } from '../../../src/digests/lint/lint-series.ts'
import { addDays } from '../../../src/domain/day.ts'
import { formatProblem } from '../../../src/i18n/problems.ts'
import { day } from '../../builders.ts'
import { inEnglish } from '../../in-english.ts'
import { read } from '../markdown/digest-fixture.ts'

const aDay = (date: string, source = `[${date}](https://example.org/${date})`) =>
  read(`## Featured\n\n### 01 A\n\nSource: ${source}\n`, `digests/${date}.md`)

const entries = (readings: readonly ReturnType<typeof aDay>[]) =>
  readings.flatMap((reading) => (reading.digest ? [seriesEntry(reading, reading.digest)] : []))

const complaints = (...readings: ReturnType<typeof aDay>[]) =>
  lintSeries(entries(readings)).map((each) => formatProblem(each))

/** Digests of these days, given as distances from Monday 2 March 2026. */
const issues = (...distances: number[]) => distances.map((distance) => aDay(addDays(day('2026-03-02'), distance)))

const paper = '[A Paper](https://example.org/paper)'

test('a source that was featured in the last 30 days is reported, with the place of the first', () => {
  const repeats = (first: string, second: string, source = paper) =>
    complaints(aDay(first, paper), aDay(second, source)).filter((line) => line.includes('repeated-source'))

  expect(repeats('2026-03-12', '2026-03-13')).toEqual([
    'digests/2026-03-13.md:5:1  warning  “A Paper” was featured before, on 2026-03-12 (digests/2026-03-12.md:5). Choose another one, unless there is something new. (repeated-source)',
  ])
  expect(repeats('2026-03-01', '2026-03-31')).toHaveLength(1)
  expect(repeats('2026-03-01', '2026-04-01')).toEqual([])
})

test.each([
  ['[Other words](https://example.org/paper)', 1],
  ['[A Paper](http://www.example.org/paper/)', 1],
  ['[A Paper](https://example.org/paper#results)', 1],
  ['[A Paper](https://example.org/other)', 0],
  ['[A Paper](https://example.org/paper?v=2)', 0],
])('%s is the same source: %d', (source, count) => {
  const found = complaints(aDay('2026-03-12', paper), aDay('2026-03-13', source))
  expect(found).toHaveLength(count)
})

test('what was withdrawn may come again', () => {
  const withdrawn = read(
    `---\nwithdrawn: Too early.\n---\n\n## Featured\n\n### 01 A\n\nSource: ${paper}\n`,
    'digests/2026-03-12.md',
  )
  expect(complaints(withdrawn, aDay('2026-03-13', paper))).toEqual([])
})

test('sources without a link are compared by their words', () => {
  expect(complaints(aDay('2026-03-12', 'A Paper'), aDay('2026-03-13', 'a  paper.'))).toHaveLength(1)
  expect(complaints(aDay('2026-03-12', 'A Paper'), aDay('2026-03-13', 'Another'))).toEqual([])
})

test('the same source twice in one digest is reported, too', () => {
  const twice = read(`## Featured\n\n### 01 A\n\nSource: ${paper}\n\n### 02 B\n\nSource: ${paper}\n`)
  expect(complaints(twice)).toEqual([expect.stringContaining('2026-03-12.md:9:1  warning')])
})

test.each([
  ['no day missing', [0, 1, 2, 3], []],
  ['one day missing', [0, 1, 3], ['There is no digest for 2026-03-04 (1 day).']],
  ['three days missing', [0, 4], ['There is no digest for 2026-03-03 to 2026-03-05 (3 days).']],
  ['a weekend off', [2, 3, 4, 7, 8], []],
  ['a Saturday missing where Sundays are not', [3, 4, 6, 7], ['There is no digest for 2026-03-07 (1 day).']],
  ['once a week', [0, 7, 14, 21], []],
  [
    'working days for weeks, one missing',
    [0, 1, 2, 3, 4, 7, 8, 10, 11, 14, 15, 16, 17],
    ['There is no digest for 2026-03-11 (1 day).'],
  ],
  ['a special edition on one Saturday', [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 21], []],
])('a series with %s', (_, distances, messages) => {
  expect(lintSeries(entries(issues(...distances))).map((each) => inEnglish(each).message)).toEqual(messages)
})

test('missing days of a weekly series are named one by one, or by their number', () => {
  const weeks = (...numbers: number[]) => numbers.map((number) => number * 7)
  const messages = (...distances: number[]) =>
    lintSeries(entries(issues(...distances))).map((each) => inEnglish(each).message)
  expect(messages(...weeks(0, 1, 2, 3, 6, 7))).toEqual(['There is no digest for 2026-03-30 and 2026-04-06 (2 days).'])
  expect(messages(...weeks(0, 1, 2, 3, 4, 5, 11, 12))).toEqual([
    'There is no digest for 5 days between 2026-04-13 and 2026-05-11 on which one usually appears.',
  ])
})

test('a gap is reported at the digest after it, in whatever order the days come', () => {
  expect(complaints(...issues(3, 0, 1))).toEqual([
    'digests/2026-03-05.md:1:1  warning  There is no digest for 2026-03-04 (1 day). Add it if one is missing. (gap)',
  ])
})

test('a language without translated labels is named once for its publication', () => {
  const french = (date: string) =>
    read(
      `---\nlanguage: fr\n---\n\n## Featured\n\n### 01 A\n\nSource: [${date}](https://e.org/${date})\n`,
      `digests/fr/${date}.md`,
    )
  expect(complaints(french('2026-03-12'), french('2026-03-13'), french('2026-03-14'))).toEqual([
    'digests/fr/2026-03-12.md:1:1  warning  Dates are in French, but labels such as “Key takeaways” and “Read source” are in English: there are words for en, zh only. Leave it so if your readers understand both. (untranslated-language)',
  ])
})
