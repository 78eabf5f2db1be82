import { dayMs, minuteMs } from './duration.ts'

/** A request that a platform keeps refusing for a reason that may pass. */
export interface RefusedRequest {
  /** When it was last refused, in milliseconds since 1970. */
  readonly refusedAt: number
  /** For how long it was tried and refused in all, in milliseconds. */
  readonly refusedMs: number
}

/** Remembers refused requests, over restarts. */
export interface RefusedRequests {
  /** Notes that the request, named by a hash, was refused now. Returns for how long it has been, in milliseconds. */
  note(request: string): Promise<number>
}

/**
 * The most that one pause between two refusals counts, in milliseconds. The bot tries about once a minute: in a longer
 * pause it did not run, or the clock was set.
 */
const longestPauseMs = 10 * minuteMs

/** A request that was not refused for this long is as one that never was, in milliseconds. */
export const refusedRequestKeptMs = dayMs

/** The refusal of a request that is refused at `now`, and was `before`. */
export function withRefusalAt(before: RefusedRequest | undefined, now: number): RefusedRequest {
  const pauseMs = before ? now - before.refusedAt : 0
  if (!before || pauseMs > refusedRequestKeptMs) return { refusedAt: now, refusedMs: 0 }
  // A clock that was set back adds nothing.
  return { refusedAt: now, refusedMs: before.refusedMs + Math.min(Math.max(pauseMs, 0), longestPauseMs) }
}
