import type { Destination } from '../domain/destination.ts'
import { hourMs } from '../domain/duration.ts'
import type { Pause } from '../domain/ledger.ts'

/** How long a paused destination waits before the next try. */
const pauseMs = hourMs

/**
 * Decides which pauses still hold. A pause ends after an hour, and as soon as its cause may be gone: when the process restarts and
 * when the destination moves to another channel, or posts there in another way.
 */
export class PauseTracker {
  /** Where and how the destinations were posted to that this process paused, by name. */
  readonly #paused = new Map<string, string>()

  /** `outcome` is that of a delivery or a correction. */
  note(outcome: unknown, destination: Destination): void {
    if (outcome === 'pause') this.#paused.set(destination.name, refusable(destination))
  }

  holds({ at }: Pause, destination: Destination, now: number): boolean {
    // A pause that begins in the future was noted by a clock that has been set back.
    return this.#paused.get(destination.name) === refusable(destination) && now >= at && now - at < pauseMs
  }
}

/** The settings of a destination that a platform may refuse. */
function refusable({ platform, channel, layout, discussion, mention }: Destination): string {
  return JSON.stringify([platform, channel, layout, discussion, mention])
}
