import { isDeepStrictEqual } from 'node:util'
import type { Destination } from '../domain/destination.ts'
import { hourMs } from '../domain/duration.ts'
import type { Pause } from '../domain/ledger.ts'

/** How long a paused destination waits before the next try. */
export const pauseMs = hourMs

/**
 * Which pauses hold. A pause ends after an hour, and as soon as its cause may be gone: when the process restarts and
 * when the destination changes (another channel, another layout).
 */
export class PauseTracker {
  /** The destinations that this process paused, as they were then, by name. */
  readonly #paused = new Map<string, Destination>()

  /** `outcome` is that of a delivery or a correction. */
  note(outcome: unknown, destination: Destination): void {
    if (outcome === 'pause') this.#paused.set(destination.name, destination)
  }

  holds({ at }: Pause, destination: Destination, now: number): boolean {
    // A pause that begins in the future was noted by a clock that has been set back.
    if (now < at || now - at >= pauseMs) return false
    return isDeepStrictEqual(this.#paused.get(destination.name), destination)
  }
}
