/** A limit of a platform, as far as we know how much of it is used. Times are milliseconds of the pace's own clock. */
export interface Limit {
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
  /**
   * Once all are used up, nothing begins before so many may begin together: then what is written down before each of
   * them goes to the disk at once, and their answers make room at about the same time again.
   */
  readonly together?: number
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
export function rateLimit({ most, withinMs, isEven, isStrict, together = 1, lateMs }: Rate): Limit {
  const gapMs = isEven ? withinMs / most : 0
  /** Those that are taken. */
  const places = new Set<{ freeAt: number }>()
  let nextAt = 0
  let isUsedUp = false

  function freeAt(now: number): number {
    for (const place of places) if (place.freeAt <= now) places.delete(place)
    if (places.size <= most - together) isUsedUp = false
    return Math.max(nextAt, isUsedUp ? nthFreeAt(places, places.size - most + together) : 0)
  }

  return {
    freeAt,
    begin: (now, readyAt) => {
      const at = isStrict ? now : Math.min(now, Math.max(readyAt, freeAt(now), now - lagMs))
      const strictMs = withinMs + roundingMs
      const place = { freeAt: isStrict ? now + lateMs + strictMs : Math.max(at + withinMs, now + lateMs) }
      places.add(place)
      isUsedUp ||= places.size >= most
      nextAt = at + gapMs
      return (ended) => {
        place.freeAt = Math.min(place.freeAt, isStrict ? ended + strictMs : Math.max(ended, at + withinMs))
      }
    },
    hold: (until) => {
      nextAt = until
      isUsedUp = true
      places.clear()
      for (let at = 0; at < most; at += 1) places.add({ freeAt: until + (at * withinMs) / most })
    },
    isFresh: (now) => freeAt(now) <= now && places.size === 0,
  }
}

/** When so many of them will be free. */
function nthFreeAt(places: ReadonlySet<{ readonly freeAt: number }>, count: number): number {
  const times = Array.from(places, ({ freeAt }) => freeAt)
  if (count === 1) return Math.min(...times)
  return times.toSorted((one, other) => one - other)[count - 1] ?? Infinity
}

/** For what no limit is known of. */
export const unlimited: Limit = { freeAt: () => 0, begin: () => () => {}, hold: () => {}, isFresh: () => true }
