import type { PostingContext } from '../../delivery/context.ts'
import type { PartKey } from '../../domain/part.ts'

/** A second try to send the same words, by the reader or by the platform, comes within this time; in milliseconds. */
const rememberMs = 3_600_000

/** How many reports of one reader are taken within how many milliseconds. */
const [oneReaderMax, oneReaderMs] = [5, 60_000]

/** More than readers send within an hour; then the oldest are forgotten. */
const rememberedMax = 10_000

interface Remembered<Outcome> {
  readonly reader: string
  readonly at: number
  readonly outcome: Promise<Outcome>
}

/** The reports of the last hour: each is sent once, and nobody sends too many. */
export class RecentReports<Outcome> {
  readonly #reports = new Map<string, Remembered<Outcome>>()

  /** What became of the report under this key, once `send` has seen to it; undefined where it is one too many. */
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
 * The receipts of one report, as far as a single attempt to bring it to its place asks for them: since when a message may
 * be there. That the attempt is the only one is for others to see to.
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
