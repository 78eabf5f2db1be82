import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, weekdays } from '../../src/domain/day.ts'
import { type DeliveryEntry, type DeliveryState, deliveryId } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { digestId } from '../../src/domain/digest.ts'
import type { ReviewState } from '../../src/domain/review.ts'
import { type DestinationDay, type DestinationRecords, stateOnDays } from '../../src/scheduler/destination-state.ts'
import { type DeliveryHistory, dueDigest } from '../../src/scheduler/due.ts'
import { aDelivery, aDestination, day } from '../builders.ts'

const at = (text: string) => Date.parse(text)
const thursday = day('2026-03-12')
const [wednesday, friday] = [addDays(thursday, -1), addDays(thursday, 1)]

/** What is known of a destination that was first seen in February and had the digest of 1 March. */
function record(
  rest: Partial<Omit<DestinationRecords, 'history'>> & { history?: Partial<DeliveryHistory> } = {},
): DestinationRecords {
  const deliveries = rest.deliveries ?? new Map()
  const served = [...deliveries].filter(([, { state, begun }]) => state !== 'pending' || begun).map(([date]) => date)
  const standing = {
    firstSeen: at('2026-02-01T00:00:00Z'),
    served: new Set([day('2026-03-01'), ...served]),
    published: [wednesday, thursday],
    ...rest.history,
  }
  return { uncertain: new Set(), deliveries, ...rest, history: standing }
}

function entry(state: DeliveryState, rest: Partial<DeliveryEntry> = {}): DeliveryEntry {
  return { ...aDelivery({ createdAt: 0 }), state, started: true, ...rest }
}

/** The cell of Thursday 12 March. */
function cellOf(now: string, destination: Destination, known: DestinationRecords): DestinationDay {
  const [cell] = stateOnDays(at(now), destination, [thursday], known)
  if (!cell) throw new Error('every day has a cell')
  return cell
}

const noon = '2026-03-12T12:00:00Z'
const had = (delivery: DeliveryEntry) => record({ deliveries: new Map([[thursday, delivery]]) })

test('what the ledger has settled is said as it is there, with its reason', () => {
  const settledAt = at('2026-03-12T08:30:04Z')
  const said = (state: DeliveryState, rest: Partial<DeliveryEntry> = {}) =>
    cellOf(noon, aDestination(), had(entry(state, { settledAt, ...rest })))
  expect(said('posted')).toMatchObject({ state: 'posted', since: settledAt })
  expect(said('posted', { delay: { text: 'Posted 2 h late.' } })).toMatchObject({
    state: 'late',
    reason: { type: 'delay', delay: { text: 'Posted 2 h late.' } },
  })
  for (const state of ['skipped', 'superseded', 'failed'] as const) {
    expect(said(state, { reason: { text: 'Because.' } })).toMatchObject({
      state,
      reason: { type: 'recorded', failure: { text: 'Because.' } },
    })
  }
})

test('an uncertain part comes before all other states', () => {
  const delivery = entry('posted')
  expect(cellOf(noon, aDestination(), { ...had(delivery), uncertain: new Set([delivery.id]) }).state).toBe('uncertain')
})

test('what was begun is under way whatever the hour, unless its destination is paused', () => {
  const late = '2026-03-19T03:00:00Z'
  const pause = { reason: { text: 'Invite the bot.' }, at: 0 }
  expect(cellOf(late, aDestination(), had(entry('pending')))).toMatchObject({
    state: 'pending',
    reason: { type: 'under-way' },
  })
  expect(cellOf(late, aDestination(), { ...had(entry('pending')), pause })).toMatchObject({
    state: 'paused',
    reason: { type: 'refused', failure: pause.reason },
  })
})

test('a digest that is there goes out at its hour, and the cell says when', () => {
  const before = cellOf('2026-03-12T06:00:00Z', aDestination(), record())
  expect(before).toMatchObject({ state: 'pending', next: at('2026-03-12T08:30:00Z'), isToday: true, isNext: true })
  expect(cellOf(noon, aDestination(), record())).toMatchObject({ state: 'pending', next: at(noon) })
  const pause = { reason: { text: 'Invite the bot.' }, at: 0 }
  expect(cellOf(noon, aDestination(), { ...record(), pause })).toMatchObject({
    state: 'paused',
    reason: { type: 'refused', failure: pause.reason },
  })
})

test('a hold asked for in chat comes before a refusal, and ends at its time', () => {
  const pause = { reason: { text: 'Invite the bot.' }, at: 5 }
  const held = { ...record(), pause, heldUntil: at('2026-03-12T13:00:00Z') }
  expect(cellOf(noon, aDestination(), held)).toMatchObject({
    state: 'paused',
    reason: { type: 'on-hold', until: held.heldUntil },
  })
  expect(cellOf('2026-03-12T13:00:00Z', aDestination(), held)).toMatchObject({
    state: 'paused',
    reason: { type: 'refused', failure: pause.reason },
    since: 5,
  })
})

test('a withdrawn digest does not go out', () => {
  const withdrawn = new Map([[thursday, 'Wrong figures.']])
  expect(cellOf(noon, aDestination(), { ...record(), withdrawn })).toMatchObject({
    state: 'skipped',
    reason: { type: 'withdrawn', text: 'Wrong figures.' },
  })
})

test('a new destination is welcomed at once with a digest from before it was there', () => {
  const standing = { served: new Set<Day>(), published: [wednesday], firstSeen: at('2026-03-12T05:00:00Z') }
  const [cell] = stateOnDays(at('2026-03-12T06:00:00Z'), aDestination(), [wednesday], record({ history: standing }))
  expect(cell).toMatchObject({ state: 'pending', next: at('2026-03-12T06:00:00Z') })
})

test('one that is not there yet is planned until its window closes', () => {
  const none = record({ history: { published: [] } })
  const narrow = aDestination({ until: '12:00' })
  expect(cellOf('2026-03-10T00:00:00Z', narrow, none)).toMatchObject({ state: 'planned', isNext: false })
  expect(cellOf('2026-03-12T11:59:00Z', narrow, none)).toMatchObject({ state: 'planned', isNext: false })
  expect(cellOf(noon, narrow, none).state).toBe('unpublished')
})

test('a draft that waits for review says so, also after its hour, and one that was held is skipped', () => {
  const none = (state: ReviewState) => record({ history: { published: [] }, reviews: new Map([[thursday, state]]) })
  const narrow = aDestination({ until: '12:00' })
  const waits = { type: 'in-review' }
  expect(cellOf('2026-03-12T11:59:00Z', narrow, none('waiting'))).toMatchObject({ state: 'planned', reason: waits })
  expect(cellOf(noon, narrow, none('waiting'))).toMatchObject({ state: 'unpublished', reason: waits })
  expect(cellOf(noon, narrow, none('held'))).toMatchObject({ state: 'skipped', reason: { type: 'held' } })
  expect(cellOf(noon, narrow, none('over')).reason).toBeUndefined()
})

test('one whose turn a newer one takes says so, and one whose time is over was missed', () => {
  const cells = (now: string, destination = aDestination()) =>
    stateOnDays(at(now), destination, [wednesday, thursday], record()).map(({ state, reason }) => [state, reason])
  expect(cells(noon)).toEqual([
    ['superseded', { type: 'superseded', by: thursday }],
    ['pending', undefined],
  ])
  expect(cells(noon, aDestination({ until: '12:00', catchUp: 0 }))[1]?.[0]).toBe('missed')
})

test('a day without a slot says why, and one from before the destination says nothing', () => {
  expect(cellOf(noon, aDestination({ days: ['mon', 'fri'] }), record())).toMatchObject({
    state: 'off',
    reason: { type: 'day-off', weekday: 'thu' },
  })
  expect(cellOf(noon, aDestination({ skip: new Set([thursday]) }), record())).toMatchObject({
    state: 'off',
    reason: { type: 'skipped-date' },
  })
  const later = record({ history: { firstSeen: at('2026-03-13T00:00:00Z') } })
  expect(cellOf('2026-03-13T09:00:00Z', aDestination(), later).state).toBe('before')
})

test('yesterday’s edition is on the day on which it goes out', () => {
  const destination = aDestination({ edition: 'yesterday' })
  const [, cell] = stateOnDays(at('2026-03-13T06:00:00Z'), destination, [thursday, friday], record())
  expect(cell).toMatchObject({ digest: thursday, state: 'pending', next: at('2026-03-13T08:30:00Z') })
})

const zones = ['UTC', 'Asia/Kathmandu', 'Pacific/Chatham', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia']
const quarterMs = 900_000
const first = day('2026-04-01')
const span = Array.from({ length: 8 }, (_, index) => addDays(first, index))

const quarter = fc.integer({ min: 0, max: 95 })
const clockTime = quarter.map(
  (count) => `${String(Math.floor(count / 4)).padStart(2, '0')}:${String((count % 4) * 15).padStart(2, '0')}`,
)
const destinations: fc.Arbitrary<Destination> = fc
  .record({
    at: clockTime,
    until: fc.oneof(clockTime, fc.constant('24:00')),
    timezone: fc.constantFrom(...zones),
    days: fc.subarray([...weekdays], { minLength: 1 }),
    skip: fc.subarray(span).map((days) => new Set(days)),
    edition: fc.constantFrom('today' as const, 'yesterday' as const),
    catchUp: fc.integer({ min: 0, max: 3 }),
    welcomeDays: fc.integer({ min: 0, max: 5 }),
  })
  .map(aDestination)

const states = fc.record({
  state: fc.constantFrom<DeliveryState>('pending', 'posted', 'superseded', 'skipped', 'failed'),
  begun: fc.boolean(),
})

/** The digests that go out if the bot looks every quarter of an hour, as the scheduler does every minute. */
function servedFrom(now: number, destination: Destination, history: DeliveryHistory): Set<Day> {
  const [served, gone] = [new Set(history.served), new Set<Day>()]
  for (let time = now; time < now + 14 * 86_400_000; time += quarterMs) {
    for (let next = dueDigest(time, destination, { ...history, served }); next; ) {
      if (next.reason !== 'announcement') gone.add(next.digest)
      for (const done of [next.digest, ...next.supersedes]) served.add(done)
      next = dueDigest(time, destination, { ...history, served })
    }
  }
  return gone
}

test('a day is pending if and only if the bot would post it now or later', () => {
  const property = fc.property(
    destinations,
    fc.subarray(span),
    fc.dictionary(fc.constantFrom(...span), states),
    fc.integer({ min: 0, max: 9 * 96 }),
    fc.integer({ min: -3 * 96, max: 6 * 96 }),
    fc.boolean(),
    (destination, published, noted, quarters, seen, paused) => {
      const start = at('2026-03-31T00:00:00Z')
      const now = start + quarters * quarterMs
      const deliveries = new Map(
        Object.entries(noted).map(([date, { state, begun }]) => {
          const digest = digestId({ publication: 'main', date: date as Day })
          return [date as Day, entry(state, { id: deliveryId(destination, digest), digest, started: begun })]
        }),
      )
      const served = new Set(
        [...deliveries].filter(([, one]) => one.state !== 'pending' || one.started).map(([one]) => one),
      )
      const standing = { firstSeen: Math.min(now, start + seen * quarterMs), served, published }
      const gone = servedFrom(now, destination, standing)
      const pause = paused ? { pause: { reason: { text: 'Paused.' }, at: now } } : {}
      const known = { history: standing, deliveries, uncertain: new Set<never>(), ...pause }
      const cells = stateOnDays(now, destination, [addDays(first, -1), ...span, addDays(first, 8)], known)
      for (const { digest, state, delivery } of cells) {
        const isOwed = gone.has(digest) || (delivery?.state === 'pending' && delivery.started)
        expect([digest, state === (paused ? 'paused' : 'pending')]).toEqual([digest, isOwed])
      }
    },
  )
  fc.assert(property, { numRuns: 40 })
})
