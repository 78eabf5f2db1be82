import type { Destination } from '../domain/destination.ts'
import { hourMs } from '../domain/duration.ts'
import type { Pause } from '../domain/ledger.ts'

/** How long a paused destination waits before the next try. */
const pauseMs = hourMs

/** Names what the workspace of a destination last granted the app, as far as is known. */
export type GrantOf = (destination: Destination) => string | undefined

/**
 * Decides which pauses still hold. A pause ends after an hour, and as soon as its cause may be gone: when the process restarts,
 * when the destination moves to another channel or posts there in another way, and when its workspace installs the app again.
 */
export class PauseTracker {
  /** What the platform refused of the destinations that this process paused, by name. */
  readonly #paused = new Map<string, string>()
  readonly #grantOf: GrantOf

  constructor(grantOf: GrantOf = () => undefined) {
    this.#grantOf = grantOf
  }

  /** Runs a delivery or a correction, and notes its outcome. */
  async watch<Outcome>(destination: Destination, run: () => Promise<Outcome>): Promise<Outcome> {
    // It may change while the platform refuses the old one.
    const tried = this.#refusable(destination)
    const outcome = await run()
    if (outcome === 'pause') this.#paused.set(destination.name, tried)
    return outcome
  }

  holds({ at }: Pause, destination: Destination, now: number): boolean {
    // A pause that begins in the future was noted by a clock that has been set back.
    return this.#paused.get(destination.name) === this.#refusable(destination) && now >= at && now - at < pauseMs
  }

  /** The properties of a destination that a platform may refuse. */
  #refusable(destination: Destination): string {
    const { platform, channel, layout, discussion, mention } = destination
    return JSON.stringify([platform, channel, layout, discussion, mention, this.#grantOf(destination)])
  }
}
