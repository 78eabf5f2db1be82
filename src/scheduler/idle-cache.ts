import { addDays } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { dayAt } from '../domain/time-zone.ts'
import { slotOn } from './slots.ts'

/** However sure it seems, it is looked again after so long, in milliseconds. */
const longestMs = 3_600_000

interface Content {
  readonly destination: Destination
  readonly from: number
  readonly until: number
}

/**
 * Remembers which destinations are owed nothing, so that thousands of them need not be looked up every minute. That
 * holds until the next slot opens, or until there is news: a digest that came or changed.
 */
export class IdleCache {
  readonly #known = new Map<string, Content>()
  #news = 0

  /** What was found out until now counts no more. */
  invalidate(): void {
    this.#known.clear()
    this.#news += 1
  }

  /** To be asked before looking something up, and given to `note` after it. */
  get news(): number {
    return this.#news
  }

  /** Nothing was to be done there, as was looked up since `news`. */
  note(destination: Destination, now: number, news: number): void {
    if (news !== this.#news) return
    const today = dayAt(now, destination.timezone)
    // Whatever day it is: what was missed on another one is made good then.
    const openings = [today, addDays(today, 1)].map((day) => slotOn(destination, day).opens).filter((at) => at > now)
    this.#known.set(destination.name, { destination, from: now, until: Math.min(...openings, now + longestMs) })
  }

  /** Whether nothing is to be done there now. A clock that was set back proves nothing. */
  isIdle(destination: Destination, now: number): boolean {
    const known = this.#known.get(destination.name)
    return known !== undefined && known.destination === destination && known.from <= now && now < known.until
  }
}
