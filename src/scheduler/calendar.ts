import { addDays, type Day, weekdayOf } from '../domain/day.ts'
import type { DeliveryEntry, DeliveryId } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { Pause } from '../domain/ledger.ts'
import { dayAt } from '../domain/time-zone.ts'
import { describeDelay } from '../i18n/describe-delay.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { DeliveryHistory } from './due.ts'
import type { Forecast } from './forecast.ts'
import { forecast } from './forecast.ts'
import { isPostingDay, nextSlot, slotOn } from './slots.ts'

/**
 * What a day came to for one destination.
 *
 * - `posted`, `late`, `skipped`, `superseded`, `failed`: as the ledger has it.
 * - `pending`: its digest exists and goes out now or later. - `paused`: the same, but its destination is paused.
 * - `uncertain`: it is unknown whether a part was posted. - `missed`: its digest exists, and its time is over.
 * - `planned`: its digest is not there yet. - `unpublished`: it never came.
 * - `off`: nothing is due on that day. - `before`: the destination was not there yet.
 */
export const cellStates = [
  'posted',
  'late',
  'pending',
  'uncertain',
  'paused',
  'failed',
  'missed',
  'superseded',
  'skipped',
  'planned',
  'unpublished',
  'off',
  'before',
] as const
export type CellState = (typeof cellStates)[number]

/** One day of one destination. */
export interface CalendarCell {
  readonly day: Day
  /** The day of the digest that belongs to it. */
  readonly digest: Day
  readonly state: CellState
  /** A sentence, where there is more to say than the state. */
  readonly reason?: string
  /** When it was settled, or will go out; in milliseconds since 1970. */
  readonly at?: number
  readonly delivery?: DeliveryEntry
  readonly isToday: boolean
  /** The next post belongs here. */
  readonly isNext: boolean
}

/** The records of one destination. */
export interface CalendarRecords {
  readonly history: DeliveryHistory
  /** Its deliveries by the digest's day. */
  readonly deliveries: ReadonlyMap<Day, DeliveryEntry>
  /** Deliveries with uncertain parts. */
  readonly uncertain: ReadonlySet<DeliveryId>
  readonly pause?: Pause
}

/** The days of one destination as of now. Pure; agrees with `dueDigest`. */
export function calendarCells(
  now: number,
  destination: Destination,
  days: readonly Day[],
  history: CalendarRecords,
): CalendarCell[] {
  const prospects = forecast(now, destination, history.history)
  const today = dayAt(now, destination.timezone)
  const next = nextSlot(destination, now)?.day
  return days.map((day) => {
    const digest = destination.edition === 'yesterday' ? addDays(day, -1) : day
    const entry = history.deliveries.get(digest)
    const found = (entry && noted(entry, history)) ?? expected(now, destination, day, digest, history, prospects)
    return { day, digest, isToday: day === today, isNext: day === next, ...found, ...(entry && { delivery: entry }) }
  })
}

type Finding = Pick<CalendarCell, 'state' | 'reason' | 'at'>

/** What the ledger says; undefined if it is still open. */
function noted(entry: DeliveryEntry, { uncertain, pause }: CalendarRecords): Finding | undefined {
  const { id, state, started, reason, delay, settledAt } = entry
  const at = settledAt === undefined ? {} : { at: settledAt }
  if (uncertain.has(id)) return { state: 'uncertain', reason: 'Some of its messages are uncertain.', ...at }
  if (state === 'posted')
    return delay ? { state: 'late', reason: describeDelay(delay, entry.platform), ...at } : { state, ...at }
  if (state !== 'pending') return { state, ...at, ...(reason && { reason }) }
  if (!started) return undefined
  if (pause) return { state: 'paused', reason: pause.reason }
  return { state: 'pending', reason: 'Under way: the bot carries on with it.' }
}

function expected(
  now: number,
  destination: Destination,
  day: Day,
  digest: Day,
  { history, pause }: CalendarRecords,
  { posts, supersedes }: Forecast,
): Finding {
  const at = posts.get(digest)
  if (at !== undefined) return pause ? { state: 'paused', at, reason: pause.reason } : { state: 'pending', at }
  const newer = supersedes.get(digest)
  if (newer) return { state: 'superseded', reason: `The digest of ${newer} takes its place.` }
  if (day < dayAt(history.firstSeen, destination.timezone)) return { state: 'before' }
  if (destination.skip.has(day)) return { state: 'off', reason: 'Its configuration skips this date.' }
  if (!isPostingDay(destination, day))
    return { state: 'off', reason: `Nothing is due on ${messagesFor('en').weekdays[weekdayOf(day)]}s.` }
  const { opens, closes } = slotOn(destination, day)
  if (history.published.includes(digest)) return { state: 'missed', reason: missedWhy }
  return now < closes ? { state: 'planned', at: opens } : { state: 'unpublished' }
}

const missedWhy = 'Its digest is there, but nothing went out while its time lasted.'
