import type { Delay, DelayReason, DeliveryEntry } from '../../src/domain/delivery.ts'
import { onTimeToleranceMs } from '../../src/scheduler/due.ts'

/** For two days after the clock was wrong, times before and after cannot be compared. */
const blurredMinutes = 2 * 1440

/** What really happened, to compare with the reasons given for late posts. Times are those of the machine's clock. */
export class Truth {
  readonly #last = new Map<DelayReason, number>()
  readonly #written = new Map<string, number>()
  #blurredUntil = Number.NEGATIVE_INFINITY
  #minute = 0

  note(reason: DelayReason, at: number): void {
    this.#last.set(reason, at)
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
    if (!wasRunning) this.#last.set('not-running', at)
  }

  /** What is wrong about the reason given for a late post, or about a missing one. */
  lie({ dueAt, delay, digest }: DeliveryEntry, now: number): string | undefined {
    if (dueAt === undefined || this.#minute < this.#blurredUntil) return undefined
    const late = now - dueAt > onTimeToleranceMs
    if (late !== (delay !== undefined)) return late ? 'late, and nothing is said' : `on time, and ${say(delay)}`
    if (!delay) return undefined
    if (!('reasons' in delay)) return `no data: ${say(delay)}`
    const written = this.#written.get(digest.slice(-10)) ?? 0
    if (delay.reasons.includes('digest-late') && written <= dueAt) return `its digest was there, and ${say(delay)}`
    for (const reason of ['unreachable', 'not-running', 'config-changed', 'paused'] as const) {
      const claimed = delay.reasons.includes(reason)
      if (claimed && (this.#last.get(reason) ?? 0) <= dueAt) return `not so: ${say(delay)}`
    }
    return undefined
  }
}

function say(delay: Delay | undefined): string {
  return JSON.stringify(delay)
}
