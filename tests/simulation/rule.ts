import type { Weekday } from '../../src/domain/day.ts'
import { minutesADay, type WallClock } from './wall-clock.ts'

/** Days are counted from 1970 here, and times of day in minutes: no calendar of the product's is used. */
export interface Wish {
  readonly at: number
  readonly until: number
  readonly days: readonly Weekday[]
  readonly skip: ReadonlySet<number>
  readonly edition: 'today' | 'yesterday'
  readonly catchUp: number
}

/** What is known of one destination when the rule is asked. */
export interface Known {
  /** The real minute of its machine's clock at which it was first seen. */
  readonly since: number
  readonly served: ReadonlySet<number>
  readonly published: ReadonlySet<number>
}

export interface Served {
  readonly digest: number
  readonly instead: readonly number[]
  /** When it should have gone out; a welcome has no hour. */
  readonly opens?: number
}

// 1 January 1970 was a Thursday.
const week: readonly Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed']

/**
 * An independent implementation of the rule, written for clarity and not for speed: what is due at this minute, if
 * anything.
 */
export function ruled(minute: number, wall: WallClock, wish: Wish, known: Known): Served | undefined {
  return ofTheHour(minute, wall, wish, known) ?? welcome(minute, wall, wish, known)
}

function ofTheHour(minute: number, wall: WallClock, wish: Wish, known: Known): Served | undefined {
  const today = dayOf(minute, wall)
  if (minute < opening(today, wall, wish) || minute >= closing(today, wall, wish)) return undefined
  const firstDay = dayOf(Math.min(known.since, minute), wall)
  const waiting: { digest: number; day: number }[] = []
  for (const day of daysBack(today, wish.catchUp, wall)) {
    const digest = wish.edition === 'yesterday' ? day - 1 : day
    if (day < firstDay || !isAsked(day, wish)) continue
    if (known.published.has(digest) && !known.served.has(digest)) waiting.push({ digest, day })
  }
  const [newest, ...instead] = waiting
  if (!newest) return undefined
  return {
    digest: newest.digest,
    instead: instead.map(({ digest }) => digest),
    opens: opening(newest.day, wall, wish),
  }
}

/** A new destination gets the newest digest from before its first day. */
function welcome(minute: number, wall: WallClock, wish: Wish, known: Known): Served | undefined {
  if (known.served.size > 0) return undefined
  const firstDay = dayOf(Math.min(known.since, minute), wall)
  const before = [...known.published].filter(
    (digest) => digest < (wish.edition === 'yesterday' ? firstDay - 1 : firstDay),
  )
  return before.length === 0 ? undefined : { digest: Math.max(...before), instead: [] }
}

/** Today and `count` days before it, as the wall clock showed them; a day that it skipped comes with the next one. */
function daysBack(today: number, count: number, wall: WallClock): number[] {
  const days = [today]
  let earliest = today
  for (let left = count; left >= 0; left -= 1) {
    const dayBefore = dayOf(wall.firstAt(earliest * minutesADay) - 1, wall)
    for (let day = earliest - 1; day > dayBefore; day -= 1) days.push(day)
    if (left > 0) days.push(dayBefore)
    earliest = dayBefore
  }
  return days
}

export function dayOf(minute: number, wall: WallClock): number {
  return Math.floor(wall.at(minute) / minutesADay)
}

export function opening(day: number, wall: WallClock, { at }: Pick<Wish, 'at'>): number {
  return wall.firstAt(day * minutesADay + at)
}

/** Where a change of the clock swallows the whole time, the minute after it is left. */
export function closing(day: number, wall: WallClock, wish: Pick<Wish, 'at' | 'until'>): number {
  return Math.max(wall.firstAt(day * minutesADay + wish.until), opening(day, wall, wish) + 1)
}

function isAsked(day: number, { days, skip }: Pick<Wish, 'days' | 'skip'>): boolean {
  return days.includes(week[((day % 7) + 7) % 7] as Weekday) && !skip.has(day)
}
