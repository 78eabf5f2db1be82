import { expect, test } from 'vitest'
import { dueDraft } from '../../src/app/draft-writing.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { type DigestId, digestId, parseDigestId } from '../../src/domain/digest.ts'
import { dayMs, minuteMs } from '../../src/domain/duration.ts'
import { day, aDestination as destination } from '../builders.ts'

/** When a digest becomes due, to the minute, in milliseconds since 1970; undefined if it never does. */
function draftTime(id: DigestId, destinations: readonly Destination[], time?: string): number | undefined {
  const { date } = parseDigestId(id) ?? {}
  const noon = Date.parse(`${date}T12:00Z`)
  for (let at = noon - 2 * dayMs; at <= noon + dayMs; at += minuteMs)
    if (dueDraft('main', destinations, at, time) === id) return at
  return undefined
}

const main = (date: string) => digestId({ publication: 'main', date: day(date) })
const id = main('2026-03-12')
const berlin = destination({ name: 'berlin', at: '08:30', timezone: 'Europe/Berlin' })
const tokyo = destination({ name: 'tokyo', channel: 'C2', at: '09:00', timezone: 'Asia/Tokyo' })

test('a digest is drafted 90 minutes before the first of its destinations, in the zone of that one', () => {
  expect(draftTime(id, [berlin])).toBe(Date.parse('2026-03-12T07:00+01:00'))
  expect(draftTime(id, [berlin, tokyo])).toBe(Date.parse('2026-03-12T07:30+09:00'))
  const summer = destination({ at: '03:30', timezone: 'Europe/Berlin' })
  // The night of the change: from 02:00 it is 03:00.
  expect(draftTime(main('2026-03-29'), [summer])).toBe(Date.parse('2026-03-29T01:00+01:00'))
})

test('a configured time is in that zone, and on the day before if the post comes earlier', () => {
  expect(draftTime(id, [berlin, tokyo], '06:15')).toBe(Date.parse('2026-03-12T06:15+09:00'))
  expect(draftTime(id, [berlin], '20:00')).toBe(Date.parse('2026-03-11T20:00+01:00'))
})

test('nothing is drafted on days when nothing is posted', () => {
  const weekdays = destination({ days: ['mon', 'tue', 'wed', 'thu', 'fri'] })
  expect(draftTime(main('2026-03-14'), [weekdays])).toBeUndefined()
  expect(draftTime(id, [destination({ skip: new Set([day('2026-03-12')]) })])).toBeUndefined()
  expect(draftTime(id, [destination({ publication: 'zh' })])).toBeUndefined()
  expect(draftTime(id, [])).toBeUndefined()
})

test('the newest digest whose time has come is due, until it can no longer be posted', () => {
  const due = (now: string, ...destinations: Parameters<typeof dueDraft>[1]) =>
    dueDraft('main', destinations, Date.parse(now))
  expect(due('2026-03-12T06:59+01:00', berlin)).toBe(main('2026-03-11'))
  expect(due('2026-03-12T07:00+01:00', berlin)).toBe(main('2026-03-12'))
  // In Tokyo the 13th has begun.
  expect(due('2026-03-12T23:00Z', tokyo)).toBe(main('2026-03-13'))
  const yesterday = destination({ at: '08:00', edition: 'yesterday', catchUp: 0, until: '10:00' })
  expect(due('2026-03-13T06:30Z', yesterday)).toBe(main('2026-03-12'))
  expect(due('2026-03-13T10:00Z', yesterday)).toBeUndefined()
})
