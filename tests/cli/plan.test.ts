import { expect, test } from 'vitest'
import { plan, withdrawalsSince } from '../../src/cli/commands/plan.ts'
import { aDestination, aDigest, day, libraryOf } from '../builders.ts'

const berlin = aDestination({ name: 'berlin', timezone: 'Europe/Berlin', at: '02:30' })

test('a plan over daylight saving posts once a day, at the first valid minute', () => {
  expect(plan([berlin], '2027-03-27T00:00:00Z', 3)).toEqual([
    { destination: 'berlin', localDate: '2027-03-27', local: '2027-03-27T02:30:00+01:00', utc: '2027-03-27T01:30:00Z' },
    { destination: 'berlin', localDate: '2027-03-28', local: '2027-03-28T03:00:00+02:00', utc: '2027-03-28T01:00:00Z' },
    { destination: 'berlin', localDate: '2027-03-29', local: '2027-03-29T02:30:00+02:00', utc: '2027-03-29T00:30:00Z' },
  ])
})

test('a plan from a date counts the calendar days of each destination', () => {
  const auckland = aDestination({ name: 'auckland', timezone: 'Pacific/Auckland', at: '00:15' })
  const days = plan([auckland, berlin], '2026-07-01', 2).map(
    ({ destination, localDate }) => `${destination} ${localDate}`,
  )
  expect(days).toEqual(['auckland 2026-07-01', 'berlin 2026-07-01', 'auckland 2026-07-02', 'berlin 2026-07-02'])
})

test('days off and skipped dates are left out', () => {
  const quiet = aDestination({ days: ['thu', 'fri'], skip: new Set(['2026-01-02']) as never })
  expect(plan([quiet], '2026-01-01', 7).map(({ localDate }) => localDate)).toEqual(['2026-01-01'])
})

test.each(['yesterday', '2026-02-30', '12:00'])('"%s" is no day to plan from', (from) => {
  expect(() => plan([berlin], from, 1)).toThrow(/It must be a date/)
})

test('a plan says which digests were withdrawn, whichever edition a destination has', async () => {
  const dated = (date: string, withdrawn?: string) => ({
    ...aDigest('A'),
    date: day(date),
    ...(withdrawn && { withdrawn }),
  })
  const digests = [dated('2026-01-05', 'Wrong.'), dated('2026-01-06'), dated('2026-01-02', 'Long ago.')]
  const library = libraryOf(...digests)
  const withdrawals = await withdrawalsSince('2026-01-05T06:00:00Z', library)
  expect([...withdrawals]).toEqual([['main/2026-01-05', 'Wrong.']])
  const planned = (edition: 'today' | 'yesterday') =>
    plan([aDestination({ edition })], '2026-01-05', 2, withdrawals).map(({ localDate, withdrawn }) => [
      localDate,
      withdrawn,
    ])
  expect(planned('today')).toEqual([
    ['2026-01-05', 'Wrong.'],
    ['2026-01-06', undefined],
  ])
  expect(planned('yesterday')).toEqual([
    ['2026-01-05', undefined],
    ['2026-01-06', 'Wrong.'],
  ])
})
