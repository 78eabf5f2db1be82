import type { Destination } from '../domain/destination.ts'
import { hourMs } from '../domain/duration.ts'
import type { Pause } from '../domain/ledger.ts'

/** How long a paused destination waits before the next try. */
export const pauseMs = hourMs

/**
 * Which pauses hold. A pause ends after an hour, and as soon as its cause may be gone: when the process restarts and
 * when the destination moves to another channel.
 */
export class PauseTracker {
  /** The channel in which this process paused a destination. */
  readonly #channels = new Map<string, string>()

  /** `outcome` is that of a delivery or a correction. */
  note(outcome: unknown, { name, channel }: Destination): void {
    if (outcome === 'pause') this.#channels.set(name, channel)
  }

  holds({ at }: Pause, { name, channel }: Destination, now: number): boolean {
    // A pause that begins in the future was noted by a clock that has been set back.
    return this.#channels.get(name) === channel && now >= at && now - at < pauseMs
  }
}
