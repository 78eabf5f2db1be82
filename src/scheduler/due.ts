import type { Day } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { dayAt } from '../domain/time-zone.ts'
import { isPostingDay, openDays, slotOn } from './slots.ts'

/** What has to be known of one destination to say what is due. */
export interface DeliveryHistory {
  /** When it was first seen, in milliseconds since 1970: nothing older is due. */
  readonly firstSeen: number
  /** The days whose digest it has had, or certainly will not get. */
  readonly served: ReadonlySet<Day>
  /** The days of its publication that have a digest. */
  readonly published: readonly Day[]
}

export interface DueDigest {
  /** The digest's day. */
  readonly digest: Day
  /** - `late`: its own hour passed, today. - `catch-up`: its own day passed. - `welcome`: the destination is new. */
  readonly reason: 'on-time' | 'late' | 'catch-up' | 'welcome'
  /** When it should have gone out, in milliseconds since 1970. */
  readonly dueAt: number
  /** The digests' days whose turn it takes. */
  readonly supersedes: readonly Day[]
}

/** How long after its minute a post still counts as on time. */
export const onTimeMs = 120_000

/**
 * The digest that is due for a destination now, if any. Pure: the clock is an argument, the rest was looked up.
 *
 * A slot asks for one digest from `at` to `until`, and stays open for `catchUp` more days; but nothing goes out
 * outside the window of the current day. Of several open slots the newest is served, in place of the others.
 */
export function dueDigest(now: number, destination: Destination, history: DeliveryHistory): DueDigest | undefined {
  return fromSlots(now, destination, history) ?? welcome(now, destination, history)
}

function fromSlots(now: number, destination: Destination, history: DeliveryHistory): DueDigest | undefined {
  const today = dayAt(now, destination.timezone)
  const window = slotOn(destination, today)
  if (now < window.opens || now >= window.closes) return undefined

  const firstDay = firstDayOf(now, destination, history)
  const open = openDays(destination, today)
    .filter((day) => day >= firstDay && isPostingDay(destination, day))
    .map((day) => slotOn(destination, day))
    .filter(({ digestDay }) => history.published.includes(digestDay) && !history.served.has(digestDay))
  const [newest, ...older] = open
  if (!newest) return undefined

  const onTime = now - newest.opens <= onTimeMs
  return {
    digest: newest.digestDay,
    reason: newest.day < today ? 'catch-up' : onTime ? 'on-time' : 'late',
    dueAt: newest.opens,
    supersedes: older.map(({ digestDay }) => digestDay),
  }
}

/**
 * A destination that never had anything gets the newest digest from before it was there, at once. The digests since
 * then have slots of their own, with an hour to wait for or a day off to keep.
 */
function welcome(now: number, destination: Destination, history: DeliveryHistory): DueDigest | undefined {
  if (history.served.size > 0) return undefined
  const { digestDay } = slotOn(destination, firstDayOf(now, destination, history))
  const digest = history.published.findLast((day) => day < digestDay)
  return digest && { digest, reason: 'welcome', dueAt: now, supersedes: [] }
}

/** A clock that was ahead when the destination was first seen, and was set right, must not let its slots wait. */
function firstDayOf(now: number, { timezone }: Destination, { firstSeen }: DeliveryHistory): Day {
  return dayAt(Math.min(firstSeen, now), timezone)
}
