import { addDays, type Day } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { dayAt } from '../domain/time-zone.ts'
import { type DeliveryHistory, dueDigest } from './due.ts'
import { isPostingDay, slotOn } from './slots.ts'

/** What will become of the digests that are there already, if no other comes. By the digest's day. */
export interface Forecast {
  /** When each goes out, in milliseconds since 1970. */
  readonly serves: ReadonlyMap<Day, number>
  /** The digest that takes the turn of each. */
  readonly supersedes: ReadonlyMap<Day, Day>
}

/** Lets `owed` serve a destination from now on, at every moment at which it could be owed something. Pure. */
export function forecast(now: number, destination: Destination, history: DeliveryHistory): Forecast {
  const served = new Set(history.served)
  const serves = new Map<Day, number>()
  const supersedes = new Map<Day, Day>()
  const today = dayAt(now, destination.timezone)
  const reach = lastDayWithAnythingOpen(today, destination, history)
  // Whoever never had anything is welcomed, even when no slot is open.
  const isNew = served.size === 0
  for (let day = today; day <= reach || (isNew && day === today); day = addDays(day, 1)) {
    const opens = Math.max(now, slotOn(destination, day).opens)
    for (const at of day === today ? [now, opens] : [opens]) {
      let next = dueDigest(at, destination, { ...history, served })
      while (next) {
        serves.set(next.digest, at)
        for (const older of next.supersedes) supersedes.set(older, next.digest)
        for (const done of [next.digest, ...next.supersedes]) served.add(done)
        next = dueDigest(at, destination, { ...history, served })
      }
    }
  }
  return { serves, supersedes }
}

/** The last day on which a slot is open whose digest is there and was not served; a day before today when none is. */
function lastDayWithAnythingOpen(
  today: Day,
  destination: Destination,
  { served, published, firstSeen }: DeliveryHistory,
): Day {
  const firstDay = dayAt(firstSeen, destination.timezone)
  const later = destination.edition === 'yesterday' ? 1 : 0
  const last = published.findLast((digest) => {
    const day = addDays(digest, later)
    return !served.has(digest) && day >= firstDay && isPostingDay(destination, day)
  })
  const open = last && addDays(last, later + destination.catchUp)
  return open && open >= today ? open : addDays(today, -1)
}
