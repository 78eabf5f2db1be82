import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'

/**
 * So many destinations of a platform are served at once: more than it takes to use its limits up, and few enough that
 * each has its digest whole soon after it began, and that thousands take no more memory than hundreds.
 */
const maxConcurrent = 200

/** Whoever takes longer waits for something of its own, and takes nobody's place any more. In milliseconds. */
const slowMs = 120_000

/** A destination that may be owed something. */
export interface Candidate {
  readonly destination: Destination
  /** Its deliveries that are not finished. */
  readonly begun: readonly DeliveryEntry[]
  /** Whether its pause is over. */
  readonly paused: boolean
}

/** What waits to be served on each platform, and what is being served. */
export class DestinationQueue {
  readonly #waiting = new Map<PlatformName, Candidate[]>()
  readonly #served = new Map<PlatformName, Set<{ readonly since: number }>>()

  /** In place of what waited until now. What was begun goes first. */
  replace(candidates: readonly Candidate[]): void {
    this.#waiting.clear()
    const inOrder = candidates.toSorted((one, other) => Number(other.begun.length > 0) - Number(one.begun.length > 0))
    for (const candidate of inOrder) this.#waitingOn(candidate.destination.platform).push(candidate)
  }

  get platforms(): readonly PlatformName[] {
    return [...this.#waiting.keys()]
  }

  /** Whoever may be served now. */
  next(platform: PlatformName, now: number): Candidate | undefined {
    const served = [...this.#servedOn(platform)].filter(({ since }) => now - since < slowMs)
    return served.length < maxConcurrent ? this.#waitingOn(platform).shift() : undefined
  }

  /** Counts one as served until the promise settles. */
  count(platform: PlatformName, since: number, done: Promise<void>): Promise<void> {
    const serving = { since }
    this.#servedOn(platform).add(serving)
    return done.finally(() => this.#servedOn(platform).delete(serving))
  }

  #waitingOn(platform: PlatformName): Candidate[] {
    const waiting = this.#waiting.get(platform) ?? []
    this.#waiting.set(platform, waiting)
    return waiting
  }

  #servedOn(platform: PlatformName): Set<{ readonly since: number }> {
    const served = this.#served.get(platform) ?? new Set()
    this.#served.set(platform, served)
    return served
  }
}
