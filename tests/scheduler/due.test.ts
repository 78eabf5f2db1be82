import { expect, test } from 'vitest'
import type { Day } from '../../src/domain/day.ts'
import { type DeliveryHistory, dueDigest } from '../../src/scheduler/due.ts'
import { aDestination, day } from '../builders.ts'

const monday = day('2026-01-05')
const tuesday = day('2026-01-06')

function standing(rest: { served?: string[]; published?: string[]; firstSeen?: string } = {}): DeliveryHistory {
  return {
    firstSeen: Date.parse(rest.firstSeen ?? '2025-12-01T00:00:00Z'),
    served: new Set((rest.served ?? ['2025-12-01']) as Day[]),
    published: (rest.published ?? [monday, tuesday]) as Day[],
  }
}

const at = (text: string) => Date.parse(text)

test('nothing goes out before the hour, and the digest does at the hour', () => {
  expect(dueDigest(at('2026-01-05T08:29:59Z'), aDestination(), standing({ served: ['2026-01-04'] }))).toBeUndefined()
  expect(dueDigest(at('2026-01-05T08:30:00Z'), aDestination(), standing())).toMatchObject({
    digest: monday,
    reason: 'on-time',
  })
})

test('nothing goes out after the end of the window', () => {
  const destination = aDestination({ until: '12:00' })
  expect(dueDigest(at('2026-01-05T11:59:00Z'), destination, standing())).toMatchObject({
    digest: monday,
    reason: 'late',
  })
  expect(dueDigest(at('2026-01-05T12:00:00Z'), destination, standing())).toBeUndefined()
})

test('a digest that was posted is not due again, however the hour or the time zone changes', () => {
  const had = standing({ served: [monday] })
  for (const timezone of ['UTC', 'Pacific/Auckland', 'America/Los_Angeles']) {
    for (const hour of ['00:00', '06:15', '23:59']) {
      for (let minute = 0; minute < 24 * 60; minute += 7) {
        const now = at('2026-01-05T00:00:00Z') + minute * 60_000
        expect(dueDigest(now, aDestination({ timezone, at: hour }), had)?.digest).not.toBe(monday)
      }
    }
  }
})

test('a digest that appears late goes out as soon as it exists', () => {
  expect(dueDigest(at('2026-01-05T09:20:00Z'), aDestination(), standing({ published: [] }))).toBeUndefined()
  const due = dueDigest(at('2026-01-05T09:20:00Z'), aDestination(), standing())
  expect(due).toEqual({ digest: monday, reason: 'late', dueAt: at('2026-01-05T08:30:00Z'), supersedes: [] })
})

test('a missed day is caught up the day after, inside that day’s window, and not later', () => {
  const only = standing({ published: [monday] })
  expect(dueDigest(at('2026-01-06T08:00:00Z'), aDestination(), only)).toBeUndefined()
  expect(dueDigest(at('2026-01-06T08:30:00Z'), aDestination(), only)).toMatchObject({
    digest: monday,
    reason: 'catch-up',
  })
  expect(dueDigest(at('2026-01-07T08:30:00Z'), aDestination(), only)).toBeUndefined()
  expect(dueDigest(at('2026-01-07T08:30:00Z'), aDestination({ catchUp: 2 }), only)).toMatchObject({ digest: monday })
  expect(dueDigest(at('2026-01-06T08:30:00Z'), aDestination({ catchUp: 0 }), only)).toBeUndefined()
})

test('of several open slots the newest is served and takes the turn of the others', () => {
  const due = dueDigest(at('2026-01-06T09:00:00Z'), aDestination(), standing())
  expect(due).toMatchObject({ digest: tuesday, supersedes: [monday] })
})

test('days off and skipped dates ask for nothing', () => {
  const noon = at('2026-01-05T12:00:00Z')
  expect(dueDigest(noon, aDestination({ days: ['tue'] }), standing())).toBeUndefined()
  expect(dueDigest(noon, aDestination({ skip: new Set([monday]) }), standing())).toBeUndefined()
})

test('yesterday’s edition asks for the digest of the day before', () => {
  const destination = aDestination({ edition: 'yesterday' })
  expect(dueDigest(at('2026-01-06T08:30:00Z'), destination, standing())).toMatchObject({
    digest: monday,
    reason: 'on-time',
  })
})

test('a new destination is welcomed at once with the newest digest whose hour has come', () => {
  const fresh = standing({ served: [], firstSeen: '2026-01-06T07:00:00Z' })
  expect(dueDigest(at('2026-01-06T07:00:00Z'), aDestination(), fresh)).toMatchObject({
    digest: monday,
    reason: 'welcome',
  })
  const older = standing({ served: [], firstSeen: '2026-03-01T07:00:00Z' })
  const atOnce = dueDigest(at('2026-03-01T07:00:00Z'), aDestination({ welcomeDays: 54 }), older)
  expect(atOnce).toMatchObject({ digest: tuesday, reason: 'welcome' })
})

test('the digest of the day on which a destination is first seen, after its hour, is a welcome and not late', () => {
  const fresh = standing({ served: [], firstSeen: '2026-01-06T10:00:00Z' })
  const due = (time: string) => dueDigest(at(time), aDestination({ catchUp: 1 }), fresh)
  const dueAt = at('2026-01-06T10:00:00Z')
  expect(due('2026-01-06T10:00:00Z')).toMatchObject({ digest: tuesday, reason: 'welcome', dueAt })
  expect(due('2026-01-06T10:30:00Z')).toMatchObject({ digest: tuesday, reason: 'late', dueAt })
  expect(due('2026-01-07T09:00:00Z')).toMatchObject({ digest: tuesday, reason: 'catch-up', dueAt })
  // A clock that was ahead.
  expect(due('2026-01-06T09:00:00Z')).toMatchObject({ reason: 'late', dueAt: at('2026-01-06T08:30:00Z') })
})

test('a digest older than welcomeDays is only announced', () => {
  const fresh = standing({ served: [], published: [monday], firstSeen: '2026-01-08T07:00:00Z' })
  const due = (time: string, welcomeDays?: number) =>
    dueDigest(at(time), aDestination(welcomeDays === undefined ? {} : { welcomeDays }), fresh)?.reason
  expect(due('2026-01-08T07:00:00Z')).toBe('welcome')
  expect(due('2026-01-09T00:00:00Z')).toBe('announcement')
  expect(due('2026-01-08T07:00:00Z', 2)).toBe('announcement')
  expect(due('2026-01-08T07:00:00Z', 0)).toBe('announcement')
})

test.each([
  ['a day off', aDestination({ days: ['mon'] })],
  ['a skipped date', aDestination({ skip: new Set([tuesday]) })],
  ['a window that is closed', aDestination({ until: '09:00', catchUp: 0 })],
])('a new destination is not welcomed with the digest of %s, then or later', (_, destination) => {
  const fresh = standing({ served: [], published: [tuesday], firstSeen: '2026-01-06T10:00:00Z' })
  expect(dueDigest(at('2026-01-06T10:00:00Z'), destination, fresh)).toBeUndefined()
  expect(dueDigest(at('2026-01-07T00:00:00Z'), destination, fresh)).toBeUndefined()
  expect(dueDigest(at('2026-01-09T10:00:00Z'), destination, fresh)).toBeUndefined()
})

test('the slots from before a destination was added are not due', () => {
  const fresh = standing({ served: [tuesday], firstSeen: '2026-01-06T10:00:00Z' })
  expect(dueDigest(at('2026-01-06T10:00:00Z'), aDestination(), fresh)).toBeUndefined()
})

test('a destination first seen by a clock that was ahead need not wait until then, nor is it welcomed early', () => {
  const fresh = standing({ served: [], published: ['2026-01-04', monday], firstSeen: '2026-01-09T10:00:00Z' })
  expect(dueDigest(at('2026-01-05T08:00:00Z'), aDestination(), fresh)).toMatchObject({
    digest: '2026-01-04',
    reason: 'welcome',
  })
  const welcomed = standing({ served: ['2026-01-04'], firstSeen: '2026-01-09T10:00:00Z' })
  expect(dueDigest(at('2026-01-05T08:30:00Z'), aDestination(), welcomed)).toMatchObject({
    digest: monday,
    reason: 'on-time',
  })
})

test('a day that a zone’s calendar leaves out takes none of the days of catching up', () => {
  const destination = aDestination({ timezone: 'Pacific/Apia' })
  const before = { firstSeen: '2011-12-01T00:00:00Z', served: ['2011-12-28'] }
  const onThe31st = at('2011-12-30T18:30:00Z')
  expect(dueDigest(onThe31st, destination, standing({ ...before, published: ['2011-12-29'] }))).toMatchObject({
    digest: '2011-12-29',
    reason: 'catch-up',
  })
  const three = standing({ ...before, published: ['2011-12-29', '2011-12-30', '2011-12-31'] })
  expect(dueDigest(onThe31st, destination, three)).toMatchObject({
    digest: '2011-12-31',
    supersedes: ['2011-12-30', '2011-12-29'],
  })
  const sameDay = standing({ ...before, published: ['2011-12-30'] })
  expect(dueDigest(onThe31st, aDestination({ timezone: 'Pacific/Apia', catchUp: 0 }), sameDay)).toMatchObject({
    digest: '2011-12-30',
  })
})

test('an hour that a change of the clock leaves out loses no post', () => {
  const destination = aDestination({ timezone: 'Europe/Berlin', at: '02:10', until: '02:50' })
  const sunday = standing({ published: ['2027-03-28'] })
  expect(dueDigest(at('2027-03-28T00:59:00Z'), destination, sunday)).toBeUndefined()
  expect(dueDigest(at('2027-03-28T01:00:00Z'), destination, sunday)).toMatchObject({ digest: '2027-03-28' })
})

test('a wall clock that strikes the hour twice owes once', () => {
  const destination = aDestination({ timezone: 'Europe/Berlin', at: '02:30' })
  const published = standing({ published: ['2027-10-31'], served: ['2027-10-30'] })
  expect(dueDigest(at('2027-10-31T00:29:00Z'), destination, published)).toBeUndefined()
  expect(dueDigest(at('2027-10-31T00:30:00Z'), destination, published)).toMatchObject({ reason: 'on-time' })
})
