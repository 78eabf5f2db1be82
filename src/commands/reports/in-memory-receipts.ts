import type { PostingTools } from '../../delivery/context.ts'
import type { PartKey } from '../../domain/part.ts'

/**
 * The receipts of one report, as far as a single attempt to bring it to its place asks for them: since when a message may
 * be there. That the attempt is the only one is for others to see to.
 */
export function receiptsOfOneAttempt(): PostingTools['ledger'] {
  const begun = new Map<PartKey, number>()
  return {
    parts: async () => [],
    intend: async (_, key, at) => {
      const intendedAt = begun.get(key) ?? at
      begun.set(key, intendedAt)
      return { key, state: 'intended', intendedAt }
    },
    record: async () => {},
    withdraw: async (_, key) => void begun.delete(key),
    doubt: async () => {},
  }
}
