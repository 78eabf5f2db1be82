import { addDays, type Day } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { dayAt } from '../domain/time-zone.ts'
import { owed, type Standing } from './due.ts'
import { isPostingDay, slotOn } from './slots.ts'

/** What will become of the digests that are there already, if no other comes. By the digest's day. */
export interface Outlook {
  /** When each goes out, in milliseconds since 1970. */
  readonly serves: ReadonlyMap<Day, number>
  /** The digest that takes the turn of each. */
  readonly supersedes: ReadonlyMap<Day, Day>
}

/** Lets `owed` serve a destination from now on, at every moment at which it could be owed something. Pure. */
export function outlook(now: number, destination: Destination, standing: Standing): Outlook {
  const served = new Set(standing.served)
  const serves = new Map<Day, number>()
  const supersedes = new Map<Day, Day>()
  const today = dayAt(now, destination.timezone)
  const reach = lastDayWithAnythingOpen(today, destination, standing)
  // Whoever never had anything is welcomed, even when no slot is open.
  const isNew = served.size === 0
  for (let day = today; day <= reach || (isNew && day === today); day = addDays(day, 1)) {
    const opens = Math.max(now, slotOn(destination, day).opens)
    for (const at of day === today ? [now, opens] : [opens]) {
      let next = owed(at, destination, { ...standing, served })
      while (next) {
        serves.set(next.digest, at)
        for (const older of next.supersedes) supersedes.set(older, next.digest)
        for (const done of [next.digest, ...next.supersedes]) served.add(done)
        next = owed(at, destination, { ...standing, served })
      }
    }
  }
  return { serves, supersedes }
}

/** The last day on which a slot is open whose digest is there and was not served; a day before today when none is. */
function lastDayWithAnythingOpen(
  today: Day,
  destination: Destination,
  { served, published, firstSeen }: Standing,
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
