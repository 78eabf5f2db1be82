import type { Day } from '../../../src/domain/day.ts'
import type { Destination } from '../../../src/domain/destination.ts'
import { dueDigest } from '../../../src/scheduler/due.ts'
import { Scheduler } from '../../../src/scheduler/scheduler.ts'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { aDestination, silentLog } from '../../builders.ts'

const today = '2026-12-31' as Day
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney', 'Asia/Kolkata']

/** The processor time of ticks over many destinations in which nothing is posted, in milliseconds. */
export interface TickTimes {
  /** To decide for each whether a digest is due, when one is due for all. */
  readonly planning: number
  /** All destinations are new. */
  readonly first: number
  /** Nothing is due, as in most minutes; the median of some. */
  readonly idle: number
  /** A digest was changed, so that every destination is looked up. */
  readonly changed: number
}

export async function timeTicks(count: number): Promise<TickTimes> {
  const { ledger, close } = await openStore(':memory:')
  const destinations: readonly Destination[] = Array.from({ length: count }, (_, at) =>
    aDestination({ name: `team-${at}`, channel: `C${at}`, at: '18:30', timezone: zones[at % zones.length] ?? 'UTC' }),
  )
  let now = Date.parse(`${today}T03:00:00Z`)
  const scheduler = new Scheduler({
    ledger,
    repository: { days: () => [today], files: () => new Map(), get: async () => undefined },
    destinations: () => destinations,
    delayReason: () => undefined,
    uptime: () => now,
    clock: { now: () => now, wait: async () => {} },
    log: silentLog,
    signal: new AbortController().signal,
    deliver: async () => undefined,
  } as never)
  const time = async (hasChanges: boolean, whole: boolean) => {
    now += 60_000
    const began = process.cpuUsage()
    await scheduler.tick(hasChanges)
    if (whole) await scheduler.idle()
    const { user, system } = process.cpuUsage(began)
    if (!whole) await scheduler.idle()
    return (user + system) / 1000
  }
  const first = await time(true, false)
  for (let at = 0; at < 3; at += 1) await time(false, false)
  const idle = []
  for (let at = 0; at < 9; at += 1) idle.push(await time(false, false))
  const changed = await time(true, true)
  await close()
  return { planning: timePlanning(destinations), first, idle: idle.sort((one, other) => one - other)[4] ?? 0, changed }
}

function timePlanning(destinations: readonly Destination[]): number {
  const history = { firstSeen: Date.parse('2026-06-01'), served: new Set<Day>(), published: [today] }
  const all = destinations.map((each) => ({ ...each, at: '00:00' }))
  const times: number[] = []
  for (let at = 0; at < 9; at += 1) {
    const began = process.cpuUsage()
    const due = all.filter((each) => dueDigest(Date.parse(`${today}T08:00:00Z`) + at * 60_000, each, history))
    const { user, system } = process.cpuUsage(began)
    if (due.length === 0) throw new Error('Nothing is due')
    times.push((user + system) / 1000)
  }
  // The first tick of a day also looks up the slots.
  return Math.max(...times.slice(1))
}
