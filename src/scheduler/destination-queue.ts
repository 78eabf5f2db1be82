import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { minuteMs } from '../domain/duration.ts'

/**
 * The maximum number of destinations of a platform that run at once (backpressure): enough to use its rate limits
 * fully, and few enough that each digest is complete soon after its start and memory stays bounded.
 */
const maxConcurrent = 200

/** A longer run waits for a limit of its own and no longer counts, in milliseconds. */
const slowMs = 2 * minuteMs

/** A destination for which a digest may be due. */
export interface WaitingDestination {
  readonly destination: Destination
  /** Its unfinished deliveries. */
  readonly begun: readonly DeliveryEntry[]
  /** Whether its pause is over. */
  readonly paused: boolean
}

/** The destinations that wait and run on each platform. */
export class DestinationQueue {
  readonly #waiting = new Map<PlatformName, WaitingDestination[]>()
  readonly #running = new Map<PlatformName, Set<{ readonly since: number }>>()

  /** Replaces the waiting destinations. Those with unfinished deliveries go first. */
  replace(waiting: readonly WaitingDestination[]): void {
    this.#waiting.clear()
    const inOrder = waiting.toSorted((one, other) => Number(other.begun.length > 0) - Number(one.begun.length > 0))
    // Taken from the end: an array of thousands takes long to move up by one.
    for (const each of inOrder.reverse()) this.#waitingOn(each.destination.platform).push(each)
  }

  get platforms(): readonly PlatformName[] {
    return [...this.#waiting.keys()]
  }

  /** Takes the next destination that may run now. */
  next(platform: PlatformName, now: number): WaitingDestination | undefined {
    const running = [...this.#runningOn(platform)].filter(({ since }) => now - since < slowMs)
    return running.length < maxConcurrent ? this.#waitingOn(platform).pop() : undefined
  }

  /** Counts one as running until the promise settles. */
  count(platform: PlatformName, since: number, done: Promise<void>): Promise<void> {
    const run = { since }
    this.#runningOn(platform).add(run)
    return done.finally(() => this.#runningOn(platform).delete(run))
  }

  #waitingOn(platform: PlatformName): WaitingDestination[] {
    const waiting = this.#waiting.get(platform) ?? []
    this.#waiting.set(platform, waiting)
    return waiting
  }

  #runningOn(platform: PlatformName): Set<{ readonly since: number }> {
    const running = this.#running.get(platform) ?? new Set()
    this.#running.set(platform, running)
    return running
  }
}
