import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryId } from '../../src/domain/delivery.ts'
import type { Digest } from '../../src/domain/digest.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDestination, aDigest, day, libraryOf, silentLog } from '../builders.ts'

const monday = aDigest('News')
const library = libraryOf(monday, { ...monday, date: day('2026-01-06') })

/** A scheduler that has posted Monday's digest, five minutes before Tuesday's is due. */
async function onTuesday() {
  const ledger = openLedgerFile(':memory:').ledger
  onTestFinished(() => ledger.close())
  const work = { correct: async () => {}, read: async (): Promise<Digest | undefined> => monday }
  let now = 0
  const scheduler = new Scheduler({
    clock: { now: () => now, wait: async () => {} },
    uptime: () => now,
    ledger,
    log: silentLog,
    repository: { files: () => new Map(), days: library.days, get: () => work.read() },
    destinations: () => [aDestination()],
    delayReason: () => undefined,
    deliver: async ({ id }) => {
      await ledger.setState(id, 'posted', now)
      return 'done'
    },
    correct: () => work.correct(),
  })
  /** Ticks every minute from one time of Tuesday to another. */
  const tick = async (from: string, until = from) => {
    const at = (time: string) => Date.parse(time.includes('T') ? time : `2026-01-06T${time}:00Z`)
    for (now = at(from); now < at(until); now += 60_000) await scheduler.tick()
    await scheduler.tick()
  }
  const reasons = async () => {
    const { delay } = (await ledger.delivery('team@main/2026-01-06' as DeliveryId)) ?? {}
    return delay && 'reasons' in delay ? delay.reasons : undefined
  }
  await tick('2026-01-05T08:30:00Z')
  await scheduler.idle()
  return { scheduler, work, tick, reasons }
}

test('a digest that waited for a correction is late for that reason', async () => {
  const { scheduler, work, tick, reasons } = await onTuesday()
  const corrected = Promise.withResolvers<void>()
  work.correct = () => corrected.promise
  await tick('08:25', '09:00')
  corrected.resolve()
  await scheduler.idle()
  await tick('09:01')
  await scheduler.idle()
  expect(await reasons()).toEqual(['busy'])
})

test('a digest is not late because of its own run, which could not read it', async () => {
  const { scheduler, work, tick, reasons } = await onTuesday()
  const { read } = work
  const unreadable = Promise.withResolvers<undefined>()
  work.read = () => unreadable.promise
  await tick('08:25', '09:00')
  unreadable.resolve(undefined)
  await scheduler.idle()
  work.read = read
  await tick('09:01')
  await scheduler.idle()
  expect(await reasons()).toEqual([])
})
