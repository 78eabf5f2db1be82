import type { PostingContext } from '../../delivery/context.ts'
import { hourMs, minuteMs } from '../../domain/duration.ts'
import type { PartKey } from '../../domain/part-key.ts'

/** How long a report is remembered, to recognize a second copy. In milliseconds. */
const rememberMs = hourMs

/** At most this many reports of one reader in this many milliseconds. */
const [oneReaderMax, oneReaderMs] = [5, minuteMs]

/** Above this number the oldest reports are forgotten. */
const rememberedMax = 10_000

interface Remembered<Outcome> {
  readonly reader: string
  readonly at: number
  readonly outcome: Promise<Outcome>
}

/** The reports of the last hour: each is sent once, and their number per reader is limited. */
export class RecentReports<Outcome> {
  readonly #reports = new Map<string, Remembered<Outcome>>()

  /** The outcome of the report with this key, sent once; undefined when the reader sent too many. */
  once(key: string, reader: string, now: number, send: () => Promise<Outcome>): Promise<Outcome> | undefined {
    this.#forget(now)
    const known = this.#reports.get(key)
    if (known) return known.outcome
    const own = [...this.#reports.values()].filter((each) => each.reader === reader && each.at > now - oneReaderMs)
    if (own.length >= oneReaderMax) return undefined
    const outcome = send()
    this.#reports.set(key, { reader, at: now, outcome })
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
