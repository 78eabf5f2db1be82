import type { PostingContext } from '../../delivery/context.ts'
import type { PartKey } from '../../domain/part.ts'

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
