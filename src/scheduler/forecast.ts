import { addDays, type Day } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { dayAt } from '../domain/time-zone.ts'
import { type DeliveryHistory, dueDigest } from './due.ts'
import { isPostingDay, slotOn } from './slots.ts'

/** The future of the existing digests if no other is added, by the digest's day. */
export interface Forecast {
  /** When each goes out, in milliseconds since 1970. */
  readonly posts: ReadonlyMap<Day, number>
  /** The digest that supersedes each. */
  readonly supersedes: ReadonlyMap<Day, Day>
}

/** Calls `dueDigest` for every moment from now on at which a digest could become due. Pure. */
export function forecast(now: number, destination: Destination, history: DeliveryHistory): Forecast {
  const served = new Set(history.served)
  const posts = new Map<Day, number>()
  const supersedes = new Map<Day, Day>()
  const today = dayAt(now, destination.timezone)
  const reach = lastOpenDay(today, destination, history)
  // A new destination gets the newest digest at once, even if no slot is open.
  const isNew = served.size === 0
  for (let day = today; day <= reach || (isNew && day === today); day = addDays(day, 1)) {
    const opens = Math.max(now, slotOn(destination, day).opens)
    for (const at of day === today ? [now, opens] : [opens]) {
      let next = dueDigest(at, destination, { ...history, served })
      while (next) {
        if (next.reason !== 'announcement') posts.set(next.digest, at)
        for (const older of next.supersedes) supersedes.set(older, next.digest)
        for (const done of [next.digest, ...next.supersedes]) served.add(done)
        next = dueDigest(at, destination, { ...history, served })
      }
    }
  }
  return { posts, supersedes }
}

/** The last day on which a slot with an unposted digest is open; before today if there is none. */
function lastOpenDay(today: Day, destination: Destination, { served, published, firstSeen }: DeliveryHistory): Day {
  const firstDay = dayAt(firstSeen, destination.timezone)
  const later = destination.edition === 'yesterday' ? 1 : 0
  const last = published.findLast((digest) => {
    const day = addDays(digest, later)
    return !served.has(digest) && day >= firstDay && isPostingDay(destination, day)
  })
  const open = last && addDays(last, later + destination.catchUp)
  return open && open >= today ? open : addDays(today, -1)
}
