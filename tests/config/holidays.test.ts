import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readHolidays } from '../../src/config/holidays.ts'

const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(text: string): string[] {
  const file = join(folder, 'holidays.ics')
  writeFileSync(file, text)
  return readHolidays(file)
}

const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT'].join('\r\n')
const calendar = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...events, 'END:VCALENDAR', ''].join('\r\n')
const year = new Date().getFullYear()

test('a holiday that has been kept for longer than a life goes on', () => {
  const days = read(calendar(event('DTSTART;VALUE=DATE:19010501', 'RRULE:FREQ=YEARLY')))
  expect(days).toEqual(expect.arrayContaining(['1901-05-01', `${year}-05-01`, `${year + 2}-05-01`]))
})

test.each([
  ['a day without an end', ['DTSTART;VALUE=DATE:20261124'], ['2026-11-24']],
  ['several days', ['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261126'], ['2026-11-24', '2026-11-25']],
  ['a length', ['DTSTART;VALUE=DATE:20261124', 'DURATION:P2D'], ['2026-11-24', '2026-11-25']],
  [
    'from midnight to midnight',
    ['DTSTART;TZID=Europe/Berlin:20261124T000000', 'DTEND;TZID=Europe/Berlin:20261125T000000'],
    ['2026-11-24'],
  ],
  [
    'a night',
    ['DTSTART;TZID=Europe/Berlin:20261124T220000', 'DTEND;TZID=Europe/Berlin:20261125T040000'],
    ['2026-11-24', '2026-11-25'],
  ],
  [
    'a day left out',
    ['DTSTART;VALUE=DATE:20261124', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20261125'],
    ['2026-11-24', '2026-11-26'],
  ],
  [
    'dates listed one by one',
    ['DTSTART;VALUE=DATE:20261124', 'RDATE;VALUE=DATE:20270112'],
    ['2026-11-24', '2027-01-12'],
  ],
  ['what was cancelled', ['DTSTART;VALUE=DATE:20261124', 'STATUS:CANCELLED'], []],
])('%s', (_, lines, days) => {
  expect(read(calendar(event(...lines)))).toEqual(days)
})

test('a repetition that was moved counts where it went', () => {
  const series = event('DTSTART;VALUE=DATE:20261102', 'RRULE:FREQ=WEEKLY;COUNT=2')
  const moved = event('RECURRENCE-ID;VALUE=DATE:20261109', 'DTSTART;VALUE=DATE:20261110')
  expect(read(calendar(series, moved))).toEqual(['2026-11-02', '2026-11-10'])
})

test('several calendars in one file are all read, whatever its line ends and first bytes', () => {
  const [first, second] = ['20261124', '20261231'].map((day) => calendar(event(`DTSTART;VALUE=DATE:${day}`)))
  expect(read(`\uFEFF${first}${second}`.replaceAll('\r\n', '\n'))).toEqual(['2026-11-24', '2026-12-31'])
})

test('what never ends is read for ten years', () => {
  expect(read(calendar(event('DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:99991231')))).toHaveLength(
    (Date.UTC(year + 11, 0) - Date.UTC(2026, 10, 24)) / 86_400_000,
  )
})

test.each([
  ['no calendar', '<html></html>'],
  ['an empty file', ''],
  ['an event on no day', calendar(event('SUMMARY:Some day'))],
])('%s is refused', (_, text) => {
  expect(() => read(text)).toThrow()
})

test.each([
  ['a rule that repeats each second', [event('DTSTART:20260101T000000', 'RRULE:FREQ=SECONDLY')], 'takes too long', 300],
  [
    'a rule that repeats and covers no day',
    [event('DTSTART:20260101T000000', 'STATUS:CANCELLED', 'RRULE:FREQ=SECONDLY')],
    'takes too long',
    300,
  ],
  ['centuries', [event('DTSTART;VALUE=DATE:10010101', 'DTEND;VALUE=DATE:20260101')], 'more than 50000 days'],
  ['much more than holidays', ['X'.repeat(1024 * 1024)], 'more than 1 MB'],
])('%s is refused with a sentence, in limited time', (_, events, reason, limitMs?: number) => {
  const file = join(folder, 'large.ics')
  writeFileSync(file, calendar(...events))
  expect(() => readHolidays(file, limitMs)).toThrow(reason)
})

test('what is no file is not opened', () => {
  expect(() => readHolidays(folder)).toThrow('it is not a file')
})
