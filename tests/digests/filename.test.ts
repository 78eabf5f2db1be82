import { expect, test } from 'vitest'
import { parseFilename } from '../../src/digests/filename.ts'
import { dayOfFile } from '../../src/digests/front-matter-dates.ts'
import { day } from '../builders.ts'

const dayOf = (file: string, written?: string) => {
  const name = parseFilename(file)
  return name && dayOfFile(name, written === undefined ? undefined : day(written))
}

test.each([
  ['2026-03-12.md', '2026-03-12'],
  ['2026-03-12.MARKDOWN', '2026-03-12'],
  ['digests/2026-03-12.md', '2026-03-12'],
  ['2026-03-12-a-title.md', '2026-03-12'],
  ['2026-03-12 A title.md', '2026-03-12'],
  ['2026-03-12_标题.md', '2026-03-12'],
  ['20260312.md', '2026-03-12'],
  ['2026_03_12.md', '2026-03-12'],
  ['20170424-20170430.md', '2017-04-24'],
  ['2026-W11.md', '2026-03-09'],
  ['2026w11.md', '2026-03-09'],
  ['2026-W01.md', '2025-12-29'],
  ['2026-W53.md', '2026-12-28'],
  ['2026-03.md', '2026-03-01'],
  ['2026-03-digest.md', '2026-03-01'],
  ['2026/03/12.md', '2026-03-12'],
  ['weekly/2026/03/12-title.md', '2026-03-12'],
  ['2026-03/12.md', '2026-03-12'],
  ['202603/12.md', '2026-03-12'],
  ['2026/03-12.md', '2026-03-12'],
  ['2026/03/2026-03-12.md', '2026-03-12'],
])('%s is for %s', (file, expected) => {
  expect(dayOf(file)).toBe(expected)
})

test.each([
  ['2026-W11.md', '2026-03-12', '2026-03-12'],
  ['2026-W11.md', '2026-03-16', '2026-03-09'],
  ['2026-03.md', '2026-03-31', '2026-03-31'],
  ['2026-03.md', '2026-04-01', '2026-03-01'],
  ['2026-03-12.md', '2026-03-13', '2026-03-12'],
  ['issue-380.md', '2026-03-13', '2026-03-13'],
  ['380.md', '2026-03-13', '2026-03-13'],
  ['2026-3-12.md', '2026-03-12', '2026-03-12'],
])('%s with the date %s is for %s', (file, written, expected) => {
  expect(dayOf(file, written)).toBe(expected)
})

test.each(['issue-380.md', '380.md', '2026-3-12.md', '2025-W53.md', '2026-W54.md', '12.md', 'notes.md'])(
  '%s needs a date inside',
  (file) => {
    expect(parseFilename(file)).toEqual({ isFree: true })
  },
)

test.each([
  'README.md',
  'CHANGELOG.md',
  '_index.md',
  '.2026-03-12.md',
  '2026-03-12.md~',
  '2026-03-12~.md',
  '~$2026-03-12.md',
  '2026-03-12.part.md',
  '2026-03-12.sb-1a2b3c-x.md',
  '2026-03-12.png',
  '4913',
  '2026-03-12',
  'a.txt',
])('%s is something else', (file) => {
  expect(parseFilename(file)).toBeUndefined()
})

test.each([
  '2026-03-12-draft.md',
  '2026-03-12 copy.md',
  '2026-03-12 (1).md',
  '2026-03-12 2.md',
  '2026-03-12 (conflicted copy).md',
  '2026-03-12.txt',
  '2026-03-12.md.txt',
  '2026-03-12.docx',
  '2026-W11-draft.md',
])('%s is a copy or of another kind, and is not read', (file) => {
  expect(parseFilename(file)).toMatchObject({ severity: 'warning', rule: 'file-name' })
})

test('a day that does not exist is an error', () => {
  expect(parseFilename('2026-02-30.md')).toMatchObject({ severity: 'error', rule: 'no-such-day' })
})
