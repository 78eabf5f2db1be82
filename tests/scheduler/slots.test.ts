import { expect, test } from 'vitest'
import type { Day } from '../../src/domain/day.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { openSlots } from '../../src/scheduler/slots.ts'
import { aDestination } from '../builders.ts'

const today = '2027-03-26' as Day // a Friday
const [base, at] = [{ timezone: 'Europe/Berlin', catchUp: 2 }, '08:30']

const days = (destination: Destination, on = today) => openSlots(destination, on).open.map(({ day }) => day)

/** Destinations that differ in one setting only. */
const others: readonly [string, Parameters<typeof aDestination>[0]][] = [
  ['at', { ...base, at: '09:30' }],
  ['until', { ...base, at, until: '12:00' }],
  ['timezone', { ...base, at, timezone: 'Europe/London' }],
  ['edition', { ...base, at, edition: 'yesterday' }],
  ['catchUp', { ...base, at, catchUp: 1 }],
  ['days', { ...base, at, days: ['mon', 'fri'] }],
  ['skip', { ...base, at, skip: new Set([today]) }],
]

test.each(others)('another %s has other slots, although slots are remembered', (_, settings) => {
  const known = openSlots(aDestination({ ...base, at }), today)
  expect(openSlots(aDestination(settings), today)).not.toEqual(known)
  expect(openSlots(aDestination({ ...base, at }), today)).toEqual(known)
})

test('the same destination has the slots of each day', () => {
  const destination = aDestination({ ...base, at })
  expect(days(destination)).toEqual(['2027-03-26', '2027-03-25', '2027-03-24'])
  expect(days(destination, '2027-03-27' as Day)).toEqual(['2027-03-27', '2027-03-26', '2027-03-25'])
  expect(days(destination)).toEqual(['2027-03-26', '2027-03-25', '2027-03-24'])
})
