/** A rate limit of a platform, and how much of it is used. Times are milliseconds of the queue's clock. */
export interface RateLimit {
  /** When the next call may start; `Infinity` while that depends on a call that is not answered yet. */
  freeAt(now: number): number
  /** Counts a call that starts now and could have started at `readyAt`. Returns a function to call when it has ended. */
  begin(now: number, readyAt: number): (now: number) => void
  /** Starts no call until then, and afterwards one at a time. */
  hold(until: number): void
  /** Whether it is unused. */
  isFresh(now: number): boolean
}

export interface Rate {
  /** The number of calls in any window, which may change. */
  readonly most: number | (() => number)
  /** The length of the window, in milliseconds. */
  readonly withinMs: number
  /** Whether calls are spread over the window instead of starting at once. */
  readonly isEven?: boolean
  /**
   * Whether the platform counts exactly. A call arrives at some time before it is answered, so the window then begins
   * with the answer; otherwise with the call.
   */
  readonly isStrict?: boolean
  /** After this many milliseconds without an answer, a call counts as answered. */
  readonly lateMs: number
}

/** Timers may be late by this much without reducing the rate, in milliseconds. */
const lagMs = 2_000

/** Two clocks with whole milliseconds can measure a window as shorter by this much. */
const roundingMs = 5

/**
 * A number of calls in any window of time. Each call takes a place that becomes free when the window has passed and the
 * call was answered. However the network delays single calls, the platform never sees many more at once, and under a
 * strict limit not one more.
 */
export function rateLimit({ most: given, withinMs, isEven, isStrict, lateMs }: Rate): RateLimit {
  const most = typeof given === 'number' ? () => given : given
  const places = new Set<{ freeAt: number }>()
  let nextAt = 0

  function freeAt(now: number): number {
    let first = Infinity
    for (const place of places) {
      if (place.freeAt <= now) places.delete(place)
      else first = Math.min(first, place.freeAt)
    }
    return Math.max(nextAt, places.size < most() ? 0 : first)
  }

  return {
    freeAt,
    begin: (now, readyAt) => {
      const at = isStrict ? now : Math.min(now, Math.max(readyAt, freeAt(now), now - lagMs))
      const strictMs = withinMs + roundingMs
      const place = { freeAt: isStrict ? now + lateMs + strictMs : Math.max(at + withinMs, now + lateMs) }
      places.add(place)
      nextAt = isEven ? at + withinMs / most() : at
      return (ended) => {
        place.freeAt = Math.min(place.freeAt, isStrict ? ended + strictMs : Math.max(ended, at + withinMs))
      }
    },
    hold: (until) => {
      nextAt = until
      places.clear()
      const count = most()
      for (let at = 0; at < count; at += 1) places.add({ freeAt: until + (at * withinMs) / count })
    },
    isFresh: (now) => freeAt(now) <= now && places.size === 0,
  }
}

/** For calls without a known limit. */
export const unlimited: RateLimit = { freeAt: () => 0, begin: () => () => {}, hold: () => {}, isFresh: () => true }
