import type { PlatformClock } from '../../domain/platform.ts'

/** The clock of the machine was set, or the machine slept, if its two clocks differ by more than this. In milliseconds. */
const toleranceMs = 1_000

/**
 * A platform's time by the `Date` header of its responses, which is up to a second behind. Without such a header, the
 * time of this machine.
 */
export class ResponseClock implements PlatformClock {
  readonly #ask: () => Promise<unknown>
  readonly #settlesAfterMs: number
  #last: { readonly platform: number; readonly wall: number; readonly steady: number } | undefined
  #hasAsked = false

  /** `ask` makes a request that changes nothing, and whose response is observed. */
  constructor(settlesAfterMs: number, ask: () => Promise<unknown>) {
    this.#settlesAfterMs = settlesAfterMs
    this.#ask = ask
  }

  /** Call it with the headers of every response. */
  observe(headers: { get(name: string): string | null }): void {
    const platform = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(platform)) this.#last = { platform, wall: Date.now(), steady: performance.now() }
  }

  async now(): Promise<number> {
    if (!this.#isKnown() && (this.#last || !this.#hasAsked)) {
      await this.#ask()
      this.#hasAsked = true
    }
    return this.#last ? Math.floor(this.#last.platform + performance.now() - this.#last.steady) : Date.now()
  }

  async settlesIn(sentAt: number): Promise<number> {
    const left = sentAt + this.#settlesAfterMs - (await this.now())
    // A time in the future was recorded by a clock that has been set back since.
    return Math.min(this.#settlesAfterMs, Math.max(0, Math.ceil(left)))
  }

  #isKnown(): boolean {
    if (!this.#last) return false
    const { wall, steady } = this.#last
    return Math.abs(Date.now() - wall - (performance.now() - steady)) < toleranceMs
  }
}
