import type { DeliveryEntry } from '../../src/domain/delivery.ts'
import { onTimeMs } from '../../src/scheduler/due.ts'

/** For two days after the clock was wrong, times before and after cannot be compared. */
const blurredMinutes = 2 * 1440

/** What really happened, to compare with the reasons given for late posts. Times are those of the machine's clock. */
export class Truth {
  readonly #last = new Map<string, number>()
  readonly #written = new Map<string, number>()
  #blurredUntil = Number.NEGATIVE_INFINITY
  #minute = 0

  note(fact: string, at: number): void {
    this.#last.set(fact, at)
  }

  wrote(day: string, at: number): void {
    this.#written.set(day, at)
  }

  /** The clock was changed at this minute. */
  step(minute: number, _by: number): void {
    this.#minute = minute
    this.#blurredUntil = minute + blurredMinutes
  }

  awake(at: number, wasRunning: boolean): void {
    this.#minute = Math.floor(at / 60_000)
    if (!wasRunning) this.#last.set('was not running', at)
  }

  /** What is wrong about the reason given for a late post, or about a missing one. */
  lie({ dueAt, lateness, digest, begun: _ }: DeliveryEntry, now: number): string | undefined {
    if (dueAt === undefined || this.#minute < this.#blurredUntil) return undefined
    const late = now - dueAt > onTimeMs
    if (late !== (lateness !== undefined)) return late ? 'late, and nothing is said' : `on time, and "${lateness}"`
    if (!lateness) return undefined
    const written = this.#written.get(digest.slice(-10)) ?? 0
    if (lateness.includes('came late') && written <= dueAt) return `its digest was there, and "${lateness}"`
    for (const fact of ['could not be reached', 'was not running', 'was changed', 'was paused']) {
      const claimed = lateness.includes(fact) && !lateness.includes(`${fact} or`)
      if (claimed && (this.#last.get(fact) ?? 0) <= dueAt) return `not so: "${lateness}"`
    }
    return undefined
  }
}
