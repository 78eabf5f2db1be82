import { dayMs } from '../domain/duration.ts'
import type { LoginRecord } from '../domain/login-record.ts'

/** The logins of this process with one token. They are forgotten after a day. */
export class MemoryLogins implements LoginRecord {
  /** In milliseconds since 1970. */
  #times: readonly number[]
  readonly #onAdded: (times: readonly number[]) => void
  /** The time at which each turn is free again, by its number. */
  readonly #turns = new Map<number, number>()

  constructor(times: readonly number[] = [], onAdded: (times: readonly number[]) => void = () => {}) {
    this.#times = times
    this.#onAdded = onAdded
  }

  async ages(_platform: string, withinMs: number): Promise<readonly number[]> {
    return this.#within(withinMs).map((at) => Date.now() - at)
  }

  async add(_platform: string, withinMs: number, most: number): Promise<boolean> {
    if (this.#within(withinMs).length >= most) return false
    this.#times = [...this.#within(dayMs), Date.now()]
    this.#onAdded(this.#times)
    return true
  }

  async takeTurn(_platform: string, turn: number, everyMs: number): Promise<number> {
    const now = performance.now()
    const waitMs = (this.#turns.get(turn) ?? now) - now
    if (waitMs > 0) return waitMs
    this.#turns.set(turn, now + everyMs)
    return 0
  }

  #within(ms: number): readonly number[] {
    const from = Date.now() - ms
    return this.#times.filter((at) => at > from)
  }
}
