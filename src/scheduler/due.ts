import { type Day, daysBetween } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { dayMs } from '../domain/duration.ts'
import { dayAt } from '../domain/time-zone.ts'
import { openSlots, slotOn } from './slots.ts'

/** The history of a destination, from which follows what is due. */
export interface DeliveryHistory {
  /** When it was first seen, in milliseconds since 1970: nothing older is due. */
  readonly firstSeen: number
  /** The days whose digest it got, or will certainly not get. */
  readonly served: ReadonlySet<Day>
  /** The days of its publication that have a digest. */
  readonly published: readonly Day[]
}

export interface DueDigest {
  /** The digest's day. */
  readonly digest: Day
  /** - `late`: its own hour passed, today. - `catch-up`: its own day passed. - `welcome`: the destination is new. */
  readonly reason: 'on-time' | 'late' | 'catch-up' | 'welcome' | 'announcement'
  /** When it should have gone out, in milliseconds since 1970: not before the destination was first seen. */
  readonly dueAt: number
  /** The days of the digests that it supersedes. */
  readonly supersedes: readonly Day[]
}

/** How long after its minute a post still counts as on time. */
export const onTimeToleranceMs = 120_000

/**
 * The digest that is due for a destination now, if any. Pure: the clock is an argument, the rest was looked up.
 *
 * A slot asks for one digest from `at` to `until`, and stays open for `catchUp` more days; but nothing goes out
 * outside the window of the current day. Of several open slots, the newest supersedes the others.
 */
export function dueDigest(now: number, destination: Destination, history: DeliveryHistory): DueDigest | undefined {
  return fromSlots(now, destination, history) ?? welcome(now, destination, history)
}

function fromSlots(now: number, destination: Destination, history: DeliveryHistory): DueDigest | undefined {
  const today = dayAt(now, destination.timezone)
  const { window, open: all } = openSlots(destination, today)
  if (now < window.opens || now >= window.closes) return undefined

  const published = setOf(history.published)
  const missing = all.filter(({ digestDay }) => published.has(digestDay) && !history.served.has(digestDay))
  const oldest = missing.at(-1)
  if (!oldest) return undefined
  // To look up a day takes long, and most destinations were first seen before all of these.
  const isNew = history.firstSeen > oldest.opens - 2 * dayMs
  const firstDay = isNew ? firstDayOf(now, destination, history) : oldest.day
  const open = missing.filter(({ day }) => day >= firstDay)
  const [newest, ...older] = open
  if (!newest) return undefined

  // A post is not late for the time before its destination was added. A time in the future was noted by a wrong clock.
  const dueAt = history.firstSeen > now ? newest.opens : Math.max(newest.opens, history.firstSeen)
  const inTime = dueAt > newest.opens ? 'welcome' : 'on-time'
  return {
    digest: newest.digestDay,
    reason: newest.day < today ? 'catch-up' : now - dueAt <= onTimeToleranceMs ? inTime : 'late',
    dueAt,
    supersedes: older.map(({ digestDay }) => digestDay),
  }
}

const sets = new WeakMap<readonly Day[], ReadonlySet<Day>>()

/** The destinations of a publication share its days, which may be those of years. */
function setOf(days: readonly Day[]): ReadonlySet<Day> {
  const known = sets.get(days) ?? new Set(days)
  sets.set(days, known)
  return known
}

/**
 * A new destination gets the newest earlier digest at once, unless that is older than `welcomeDays`. Later digests have slots of their own, with their hour
 * and days off.
 */
function welcome(now: number, destination: Destination, history: DeliveryHistory): DueDigest | undefined {
  if (history.served.size > 0) return undefined
  const { digestDay } = slotOn(destination, firstDayOf(now, destination, history))
  const digest = history.published.findLast((day) => day < digestDay)
  if (!digest) return undefined
  const isFresh = daysBetween(digest, dayAt(now, destination.timezone)) <= destination.welcomeDays
  return { digest, reason: isFresh ? 'welcome' : 'announcement', dueAt: now, supersedes: [] }
}

/** If the clock was ahead when the destination was first seen, its slots must not wait for that time. */
function firstDayOf(now: number, { timezone }: Destination, { firstSeen }: DeliveryHistory): Day {
  return dayAt(Math.min(firstSeen, now), timezone)
}
