import { expect, test } from 'vitest'
import { dayAt, instantAt, localTime, utcTime } from '../../src/domain/time-zone.ts'
import { day } from '../builders.ts'

test.each([
  // [day, time, zone, the instant in UTC, what it shows]
  ['2027-03-27', '02:30', 'Europe/Berlin', '2027-03-27T01:30:00Z'],
  // The clock jumps from 02:00 to 03:00: the first valid minute is 03:00, not 03:30.
  ['2027-03-28', '02:30', 'Europe/Berlin', '2027-03-28T01:00:00Z'],
  ['2027-03-14', '02:00', 'America/New_York', '2027-03-14T07:00:00Z'],
  // 02:30 comes twice: the first of the two.
  ['2027-10-31', '02:30', 'Europe/Berlin', '2027-10-31T00:30:00Z'],
  ['2027-11-07', '01:30', 'America/New_York', '2027-11-07T05:30:00Z'],
  // Half an hour of daylight saving.
  ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
  ['2026-07-01', '08:30', 'Asia/Kathmandu', '2026-07-01T02:45:00Z'],
  ['2026-09-27', '02:50', 'Pacific/Chatham', '2026-09-26T14:00:00Z'],
  // A gap at midnight.
  ['2018-11-04', '00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  // A day that never was.
  ['2011-12-30', '08:30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['2026-01-05', '24:00', 'UTC', '2026-01-06T00:00:00Z'],
])('%s %s in %s is %s', (date, time, zone, utc) => {
  expect(utcTime(instantAt(day(date), time, zone))).toBe(utc)
})

test('a day begins at its own midnight, not at the server’s', () => {
  const now = Date.parse('2026-01-30T11:30:00Z')
  expect(dayAt(now, 'Pacific/Auckland')).toBe('2026-01-31')
  expect(dayAt(now, 'Europe/London')).toBe('2026-01-30')
})

test('a local time shows its offset', () => {
  expect(localTime(Date.parse('2027-03-28T01:00:00Z'), 'Europe/Berlin')).toBe('2027-03-28T03:00:00+02:00')
})
