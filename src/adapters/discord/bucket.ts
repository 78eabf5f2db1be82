import type { RateLimit } from '../rate-limit/limiter.ts'

/**
 * A bucket as the headers of its answers describe it: so many calls until it is filled again. One call at a time,
 * because only its answer says what is left. https://docs.discord.com/developers/topics/rate-limits#header-format
 */
export class Bucket implements RateLimit {
  #left = 1
  #filledAt = 0
  #isBusy = false

  /** What the headers say. */
  note(left: number, filledAt: number): void {
    this.#left = left
    this.#filledAt = filledAt
  }

  freeAt(now: number): number {
    if (this.#isBusy) return Number.POSITIVE_INFINITY
    return this.#left > 0 ? now : this.#filledAt
  }

  begin(): () => void {
    this.#isBusy = true
    this.#left -= 1
    return () => {
      this.#isBusy = false
    }
  }

  hold(until: number): void {
    this.note(0, until)
  }

  isFresh(now: number): boolean {
    return !this.#isBusy && this.#filledAt <= now
  }
}
