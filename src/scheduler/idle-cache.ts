import { addDays } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { hourMs } from '../domain/duration.ts'
import { dayAt } from '../domain/time-zone.ts'
import { slotOn } from './slots.ts'

/** How long an entry is valid at most. */
const maxAgeMs = hourMs

interface Entry {
  readonly destination: Destination
  readonly from: number
  readonly until: number
}

/**
 * Remembers for which destinations nothing is due, so that thousands need not be looked up every minute. An entry is
 * valid until the next slot opens or a digest is added or changed.
 */
export class IdleCache {
  readonly #known = new Map<string, Entry>()
  #generation = 0

  /** Invalidates all entries, and those of lookups that are running. */
  invalidate(): void {
    this.#known.clear()
    this.#generation += 1
  }

  /** Read it before a lookup, and pass it to `note` afterwards. */
  get generation(): number {
    return this.#generation
  }

  /** Nothing is due, as a lookup found that began in this generation. */
  note(destination: Destination, now: number, generation: number): void {
    if (generation !== this.#generation) return
    const today = dayAt(now, destination.timezone)
    // Also on days without a slot: a missed digest is posted then.
    const openings = [today, addDays(today, 1)].map((day) => slotOn(destination, day).opens).filter((at) => at > now)
    this.#known.set(destination.name, { destination, from: now, until: Math.min(...openings, now + maxAgeMs) })
  }

  /** Whether nothing is due now. An entry from after `now`, before the clock was set back, does not count. */
  isIdle(destination: Destination, now: number): boolean {
    const known = this.#known.get(destination.name)
    return known !== undefined && known.destination === destination && known.from <= now && now < known.until
  }
}
