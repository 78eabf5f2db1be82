/** A limit of a platform, as far as we know how much of it is used. Times are milliseconds of the pace's own clock. */
export interface RateLimit {
  /** When the next call may begin; `Infinity` while that depends on one that is under way. */
  freeAt(now: number): number
  /** A call begins that could have begun at `readyAt`. Gives what to do when it was answered, or failed. */
  begin(now: number, readyAt: number): (now: number) => void
  /** The platform said that it has had enough until then; what waits goes on one by one. */
  hold(until: number): void
  /** Whether it is as if it had never been used. */
  isFresh(now: number): boolean
}

export interface Rate {
  /** So many calls … */
  readonly most: number
  /** … in any stretch of so many milliseconds. */
  readonly withinMs: number
  /** Spread over that time, instead of all at its beginning. */
  readonly isEven?: boolean
  /**
   * The platform counts to the letter, and a call arrives at some moment before it is answered: so the stretch begins
   * with the answer. Otherwise it begins with the call, whose delay on the way the platform forgives.
   */
  readonly isStrict?: boolean
  /** A call that is not answered after so many milliseconds is taken to have arrived: nobody waits for its answer. */
  readonly lateMs: number
}

/** Our own timers may be late by this much without making the calls fewer, in milliseconds. */
const lagMs = 2_000

/** Clocks that show whole milliseconds, ours and the platform's, make a stretch look shorter by so many. */
const roundingMs = 5

/**
 * A number of calls in any stretch of time. Each call takes a place, which is free again when that time has passed, and
 * not before the call was answered: so whatever the network does to single calls, the platform never sees many more at
 * once, and under a strict limit not one more.
 */
export function rateLimit({ most, withinMs, isEven, isStrict, lateMs }: Rate): RateLimit {
  const gapMs = isEven ? withinMs / most : 0
  /** Those that are taken. */
  const places = new Set<{ freeAt: number }>()
  let nextAt = 0

  function freeAt(now: number): number {
    let first = Infinity
    for (const place of places) {
      if (place.freeAt <= now) places.delete(place)
      else first = Math.min(first, place.freeAt)
    }
    return Math.max(nextAt, places.size < most ? 0 : first)
  }

  return {
    freeAt,
    begin: (now, readyAt) => {
      const at = isStrict ? now : Math.min(now, Math.max(readyAt, freeAt(now), now - lagMs))
      const strictMs = withinMs + roundingMs
      const place = { freeAt: isStrict ? now + lateMs + strictMs : Math.max(at + withinMs, now + lateMs) }
      places.add(place)
      nextAt = at + gapMs
      return (ended) => {
        place.freeAt = Math.min(place.freeAt, isStrict ? ended + strictMs : Math.max(ended, at + withinMs))
      }
    },
    hold: (until) => {
      nextAt = until
      places.clear()
      for (let at = 0; at < most; at += 1) places.add({ freeAt: until + (at * withinMs) / most })
    },
    isFresh: (now) => freeAt(now) <= now && places.size === 0,
  }
}

/** For what no limit is known of. */
export const unlimited: RateLimit = { freeAt: () => 0, begin: () => () => {}, hold: () => {}, isFresh: () => true }
