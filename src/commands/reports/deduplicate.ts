import type { PostingContext } from '../../delivery/context.ts'
import { hourMs } from '../../domain/duration.ts'
import type { PartKey } from '../../domain/part-key.ts'

/** How long a report is remembered, to recognize a second copy. In milliseconds. */
const rememberMs = hourMs

/** Above this number the oldest reports are forgotten. */
const rememberedMax = 10_000

interface Remembered<Outcome> {
  readonly at: number
  readonly outcome: Promise<Outcome>
}

/** The reports of the last hour: each is sent once. */
export class RecentReports<Outcome> {
  readonly #reports = new Map<string, Remembered<Outcome>>()

  /** The outcome of the report with this key, sent once if `isAllowed`; undefined when it is not. */
  once(key: string, now: number, isAllowed: () => boolean, send: () => Promise<Outcome>): Promise<Outcome> | undefined {
    this.#forget(now)
    const known = this.#reports.get(key)
    if (known) return known.outcome
    if (!isAllowed()) return undefined
    const outcome = send()
    this.#reports.set(key, { at: now, outcome })
    // A report that was not attempted here may be sent again.
    outcome.catch(() => this.#reports.delete(key))
    return outcome
  }

  #forget(now: number): void {
    for (const [key, { at }] of this.#reports) {
      if (at > now - rememberMs && this.#reports.size < rememberedMax) return
      this.#reports.delete(key)
    }
  }
}

/**
 * Receipts for one report, in memory: posting needs them for its own retries only. The caller makes sure
 * that a report is posted once.
 */
export function inMemoryReceipts(): PostingContext['ledger'] {
  const begun = new Map<PartKey, number>()
  return {
    parts: async () => [],
    recordIntent: async (_, key, at) => {
      const intendedAt = begun.get(key) ?? at
      begun.set(key, intendedAt)
      return { key, state: 'intended', intendedAt }
    },
    recordReceipt: async () => {},
    cancelIntent: async (_, key) => void begun.delete(key),
    markUncertain: async () => {},
  }
}
