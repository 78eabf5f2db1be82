import type { DelayReason } from '../domain/delivery.ts'

/** A reason why posts were late, from one time to another in milliseconds since 1970. */
export interface DelayPeriod {
  readonly reason: DelayReason
  readonly from: number
  readonly until: number
}

/** The reasons why posts were late since the bot started. */
export class Delays {
  readonly #all = new Map<DelayReason, DelayPeriod>()
  readonly #own = new Map<string, Map<DelayReason, DelayPeriod>>()

  /** Notes a delay of one destination, or of all. A period that continues the last one with its reason extends it. */
  note(period: DelayPeriod, destination?: string): void {
    const own = new Map<DelayReason, DelayPeriod>()
    const periods = destination === undefined ? this.#all : (this.#own.get(destination) ?? own)
    if (destination !== undefined) this.#own.set(destination, periods)
    const earlier = periods.get(period.reason)
    const lasts = earlier !== undefined && period.from <= earlier.until + lastingMs
    periods.set(period.reason, lasts ? { ...period, from: Math.min(earlier.from, period.from) } : period)
  }

  /** The delays of a destination that ended after `time`, in the order in which they began. */
  since(time: number, destination: string): DelayPeriod[] {
    const own = this.#own.get(destination)?.values() ?? []
    return [...this.#all.values(), ...own]
      .filter(({ until }) => until > time)
      .sort((one, other) => one.from - other.from)
  }

  /** The destination's delivery is posted. */
  forget(destination: string): void {
    this.#own.delete(destination)
  }

  /** Call it when the clock was set back: times before and after cannot be compared. */
  forgetAll(): void {
    this.#all.clear()
    this.#own.clear()
  }
}

/** Periods at most this far apart are one, in milliseconds: longer than the pause between two ticks. */
const lastingMs = 150_000
