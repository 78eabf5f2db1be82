import type { DelayReason } from './delay-reasons.ts'

/** Something stood in the way from one time to another, in milliseconds since 1970. */
export interface Delay {
  readonly why: DelayReason
  readonly from: number
  readonly until: number
}

/** Everything that stood in the way since the bot started, as far as it saw. */
export class Delays {
  readonly #all = new Map<DelayReason, Delay>()
  readonly #own = new Map<string, Map<DelayReason, Delay>>()

  /** Of one destination, or of all. What lasts from one tick to the next is one. */
  note(hold: Delay, destination?: string): void {
    const holds = destination === undefined ? this.#all : (this.#own.get(destination) ?? new Map<DelayReason, Delay>())
    if (destination !== undefined) this.#own.set(destination, holds)
    const earlier = holds.get(hold.why)
    const lasts = earlier !== undefined && hold.from <= earlier.until + lastingMs
    holds.set(hold.why, lasts ? { ...hold, from: Math.min(earlier.from, hold.from) } : hold)
  }

  /** What stood in a destination's way after `time`, in the order in which it came. */
  since(time: number, destination: string): Delay[] {
    const own = this.#own.get(destination)?.values() ?? []
    return [...this.#all.values(), ...own]
      .filter(({ until }) => until > time)
      .sort((one, other) => one.from - other.from)
  }

  /** The destination has what it was owed. */
  forget(destination: string): void {
    this.#own.delete(destination)
  }

  /** The clock was set back: times that were noted before cannot be compared with any that come. */
  forgetAll(): void {
    this.#all.clear()
    this.#own.clear()
  }
}

/** What is seen at two ticks this near to each other lasted in between, in milliseconds. */
const lastingMs = 150_000
