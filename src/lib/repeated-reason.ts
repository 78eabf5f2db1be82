import { hourMs } from '../domain/duration.ts'

/** Distinguishes a reason that the log already has from a new one. */
export class RepeatedReasons {
  /** When each was last logged, in milliseconds of `now`. */
  readonly #logged = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Whether it is to be logged: it is new, or was last logged an hour ago. */
  isDue(reason: string): boolean {
    const now = this.#now()
    if (now - (this.#logged.get(reason) ?? Number.NEGATIVE_INFINITY) < hourMs) return false
    this.#logged.set(reason, now)
    return true
  }

  /** Forgets all reasons, so that the next one counts as new. */
  forget(): void {
    this.#logged.clear()
  }
}
