import { beforeEach, expect, test } from 'vitest'
import { DestinationRefused } from '../../src/domain/errors.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDestination, aDigest, libraryOf, silentLog } from '../builders.ts'

let ledger: SqlLedger
let done: string[]
/** What a correction waits for. */
let correcting: Promise<void>
let scheduler: Scheduler
/** How a correction ends. */
let outcome: string

const destinations = ['one', 'two'].map((name) => aDestination({ name, channel: name }))

beforeEach(() => {
  ledger = openLedgerFile(':memory:').ledger
  done = []
  correcting = Promise.resolve()
  outcome = 'done'
  const now = Date.parse('2026-01-05T08:30:00Z')
  scheduler = new Scheduler({
    clock: { now: () => now, wait: async () => {} },
    ledger,
    log: silentLog,
    repository: libraryOf(aDigest('News')),
    destinations: () => destinations,
    delayReason: () => undefined,
    deliver: async ({ id, destination }) => {
      done.push(`post ${destination}`)
      await ledger.setState(id, 'posted', now)
      return 'done'
    },
    correct: async ({ name }) => {
      done.push(`correct ${name}`)
      await correcting
      if (name === 'one') throw new DestinationRefused('Invite the bot.')
      return outcome
    },
  })
  return () => ledger.close()
})

const doneFor = (name: string) => done.filter((what) => what.endsWith(name))

test('a destination is corrected once its due digests are posted', async () => {
  await scheduler.tick()
  await scheduler.idle()
  expect(doneFor('two')).toEqual(['post two', 'correct two'])
})

test('where one cannot be corrected the others are', async () => {
  await scheduler.tick()
  await scheduler.idle()
  await scheduler.tick()
  await scheduler.idle()
  expect(done.filter((what) => what === 'correct two')).toHaveLength(2)
})

test('nothing else happens at a destination while it is corrected, and it is finished before the bot ends', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  correcting = promise
  await scheduler.tick()
  await expect.poll(() => done).toContain('correct two')
  await scheduler.tick()
  await scheduler.tick()
  let isIdle = false
  const idle = scheduler.idle().then(() => {
    isIdle = true
  })
  expect(doneFor('two')).toEqual(['post two', 'correct two'])
  expect(isIdle).toBe(false)
  resolve()
  await idle
})

test('a destination that a correction paused is left alone', async () => {
  outcome = 'pause'
  await scheduler.tick()
  await scheduler.idle()
  await ledger.pause('two', { reason: { text: 'Invite the bot.' }, at: Date.parse('2026-01-05T08:30:00Z') })
  await scheduler.tick()
  await scheduler.idle()
  expect(doneFor('two')).toEqual(['post two', 'correct two'])
})

test.each(['pause', 'halt', 'retry'])(
  'a correction that ends with “%s” is made once the cause is gone',
  async (first) => {
    const tick = async (hasChanges: boolean) => {
      await scheduler.tick(hasChanges)
      await scheduler.idle()
    }
    await tick(false)
    outcome = first
    await tick(true)
    const before = doneFor('two').length
    await ledger.pause('two', { reason: { text: 'Invite the bot.' }, at: Date.parse('2026-01-05T08:30:00Z') })
    await ledger.resume('two')
    await tick(false)
    expect(doneFor('two')).toHaveLength(before + 1)
  },
)
