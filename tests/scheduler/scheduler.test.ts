import { setImmediate as nothingElse } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import type { DeliveryEntry, DeliveryId } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { DigestRepository } from '../../src/domain/digest-repository.ts'
import { hourMs } from '../../src/domain/duration.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDestination, aDigest, day, libraryOf, partKey, silentLog } from '../builders.ts'

const monday = aDigest('News')
const tuesday = { ...monday, date: day('2026-01-06') }

let ledger: ReturnType<typeof openLedgerFile>['ledger']
let now: number
let destinations: Destination[]
let repository: Pick<DigestRepository, 'days' | 'get'>
let delivered: string[]
/** The promise that a delivery waits for. */
let arriving: Promise<void>
/** The outcome of a delivery; undefined if it is posted. */
let outcome: (delivery: DeliveryEntry) => Promise<string> | undefined
let scheduler: Scheduler

beforeEach(() => {
  ledger = openLedgerFile(':memory:').ledger
  now = Date.parse('2026-01-05T08:30:00Z')
  destinations = [aDestination()]
  repository = libraryOf(monday)
  delivered = []
  arriving = Promise.resolve()
  outcome = () => undefined
  scheduler = new Scheduler({
    clock: { now: () => now, wait: async () => {} },
    ledger,
    log: silentLog,
    repository: {
      files: () => new Map(),
      days: (publication) => repository.days(publication),
      get: (id) => repository.get(id),
    },
    destinations: () => destinations,
    delayReason: () => undefined,
    deliver: async (delivery) => {
      delivered.push(delivery.id)
      await arriving
      const other = await outcome(delivery)
      if (other) return other
      await ledger.setState(delivery.id, 'posted', now)
      return 'done'
    },
  })
  return () => ledger.close()
})

async function tick(at?: string): Promise<void> {
  if (at) now = Date.parse(at)
  await scheduler.tick()
  await scheduler.idle()
}

test('a day’s digest is run once, however often the clock ticks', async () => {
  await tick()
  await tick()
  await tick('2026-01-05T23:00:00Z')
  expect(delivered).toEqual(['team@main/2026-01-05'])
})

test('two ticks at the same moment run one delivery', async () => {
  await Promise.all([scheduler.tick(), scheduler.tick()])
  await scheduler.idle()
  expect(delivered).toEqual(['team@main/2026-01-05'])
})

test('a new destination’s welcome is not repeated as a catch-up', async () => {
  await tick('2026-02-01T03:00:00Z')
  await tick('2026-02-01T09:00:00Z')
  expect(delivered).toEqual(['team@main/2026-01-05'])
})

test('of two missed days the newer goes out and the older is on record as superseded', async () => {
  await tick('2026-01-04T00:00:00Z')
  repository = libraryOf(monday, tuesday)
  await ledger.addDelivery(
    {
      id: 'team@main/2026-01-01' as never,
      destination: 'team',
      digest: 'main/2026-01-01' as DigestId,
      platform: 'slack',
      channel: 'C1',
      createdAt: 0,
    },
    true,
  )
  await ledger.setState('team@main/2026-01-01' as never, 'posted', 0)
  await tick('2026-01-06T09:00:00Z')
  expect(delivered).toEqual(['team@main/2026-01-06'])
  expect(await ledger.delivery('team@main/2026-01-05' as never)).toMatchObject({ state: 'superseded' })
})

test('a digest that was withdrawn takes no other’s turn', async () => {
  await tick('2026-01-04T00:00:00Z')
  repository = libraryOf(monday, { ...tuesday, withdrawn: 'Wrong.' })
  await tick('2026-01-06T09:00:00Z')
  await tick('2026-01-06T09:01:00Z')
  expect(delivered).toEqual(['team@main/2026-01-06', 'team@main/2026-01-05'])
})

test('a renamed destination does not get the same digest again', async () => {
  await tick()
  destinations = [aDestination({ name: 'renamed' })]
  await tick('2026-01-05T08:31:00Z')
  expect(delivered).toEqual(['team@main/2026-01-05'])
})

test('what was begun under an old name continues under the new one, once', async () => {
  const owedThen = { destination: 'team', platform: 'slack', channel: 'C1', createdAt: now } as const
  const id = 'team@main/2026-01-05' as DeliveryId
  await ledger.addDelivery({ ...owedThen, id, digest: 'main/2026-01-05' as DigestId })
  await ledger.recordIntent(id, partKey('overview'), now)
  destinations = [aDestination({ name: 'renamed' }), aDestination({ name: 'other', channel: 'C2', days: ['sun'] })]
  await tick('2026-01-05T08:31:00Z')
  await tick('2026-01-05T08:32:00Z')
  expect(delivered).toEqual([id])
})

test('what is still under way under an old name is not begun under the new one', async () => {
  let arrive = () => {}
  arriving = new Promise((resolve) => {
    arrive = resolve
  })
  await scheduler.tick()
  destinations = [aDestination({ name: 'renamed' })]
  now += 60_000
  await scheduler.tick()
  // All runs have progressed as far as they can without the promise that deliveries wait for.
  await nothingElse()
  arrive()
  await tick('2026-01-05T08:32:00Z')
  expect(delivered).toEqual(['team@main/2026-01-05'])
})

test('a destination does not take what its neighbour in the channel had under an older name for its own', async () => {
  const neighbour = (name: string) => aDestination({ name, at: '08:00', tags: ['Agent'] })
  destinations = [aDestination(), neighbour('agents')]
  await tick('2026-01-05T08:30:00Z')
  repository = libraryOf(monday, tuesday)
  await tick('2026-01-06T08:00:00Z')
  destinations = [aDestination(), neighbour('agent-news')]
  await tick('2026-01-06T08:30:00Z')
  expect(delivered.slice(2).sort()).toEqual(['agents@main/2026-01-06', 'team@main/2026-01-06'])
})

test('a slot from before a destination was renamed is still caught up', async () => {
  await tick()
  repository = libraryOf(monday, tuesday)
  destinations = [aDestination({ name: 'renamed' })]
  await tick('2026-01-07T08:30:00Z')
  expect(delivered).toEqual(['team@main/2026-01-05', 'renamed@main/2026-01-06'])
})

test('two destinations in one channel each get theirs', async () => {
  destinations = [aDestination(), aDestination({ name: 'agents', tags: ['Agent'] })]
  await tick()
  expect(delivered.sort()).toEqual(['agents@main/2026-01-05', 'team@main/2026-01-05'])
})

test('a delivery that was begun continues whatever the hour', async () => {
  const { id, digest, platform, channel } = {
    id: 'team@main/2026-01-05' as never,
    digest: 'main/2026-01-05' as DigestId,
    platform: 'slack' as const,
    channel: 'C1',
  }
  await ledger.addDelivery({ id, destination: 'team', digest, platform, channel, createdAt: now })
  await ledger.recordIntent(id, partKey('overview'), now)
  await tick('2026-01-05T03:00:00Z')
  expect(delivered).toEqual(['team@main/2026-01-05'])
})

/** The channel refuses, which pauses the destination. */
async function refuse(): Promise<string> {
  await ledger.pause('team', { reason: { text: 'Invite the bot.' }, at: now })
  return 'pause'
}

test('a paused destination is left alone, then tried once an hour', async () => {
  outcome = refuse
  await tick()
  await tick()
  expect(delivered).toEqual(['team@main/2026-01-05'])
  now += hourMs
  await tick()
  expect(delivered).toEqual(['team@main/2026-01-05', 'team@main/2026-01-05'])
})

test('another layout ends a pause', async () => {
  outcome = refuse
  await tick()
  destinations = [aDestination({ layout: 'thread' })]
  await tick()
  await tick()
  expect(delivered).toEqual(['team@main/2026-01-05', 'team@main/2026-01-05'])
})

test('a restart ends a pause', async () => {
  await ledger.pause('team', { reason: { text: 'Invite the bot.' }, at: now })
  await tick()
  expect(delivered).toEqual(['team@main/2026-01-05'])
})

test('a destination that moves to another channel is not blocked by what the old one refuses', async () => {
  outcome = refuse
  await tick()
  const id = 'team@main/2026-01-05' as DeliveryId
  // It began in the old channel, so the rest belongs there.
  await ledger.recordIntent(id, partKey('overview'), now)
  destinations = [aDestination({ channel: 'C2' })]
  repository = libraryOf(monday, tuesday)
  outcome = ({ channel }) => (channel === 'C2' ? undefined : refuse())
  await tick('2026-01-06T09:00:00Z')
  expect(await ledger.delivery(id)).toMatchObject({
    state: 'failed',
    reason: { text: 'The channel C1 refuses the rest of it, and the destination has moved to C2.' },
  })
  expect(delivered.at(-1)).toBe('team@main/2026-01-06')
  expect(await ledger.pauses()).toEqual(new Map())
})

test('a channel that refuses the rest of a digest gets no other one before its pause is over', async () => {
  outcome = refuse
  await tick()
  const id = 'team@main/2026-01-05' as DeliveryId
  await ledger.recordIntent(id, partKey('overview'), now)
  repository = libraryOf(monday, tuesday)
  await tick('2026-01-06T09:00:00Z')
  expect(delivered.slice(1)).toEqual([id])
  expect(await ledger.deliveriesTo('team', 9)).toHaveLength(1)
})

test('a digest that cannot be read owes nothing until it can', async () => {
  const { days } = libraryOf(monday)
  repository = { days, get: async () => undefined }
  await tick()
  expect(await ledger.deliveriesTo('team', 9)).toEqual([])
  repository = libraryOf(monday)
  await tick('2026-01-05T09:20:00Z')
  expect(delivered).toEqual(['team@main/2026-01-05'])
})
