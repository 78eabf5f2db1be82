import type { PostingTools } from '../../delivery/tools.ts'
import type { MessageRef, PartEntry } from '../../domain/delivery.ts'
import type { PartKey } from '../../domain/part.ts'

/** The receipts of one report. Nobody asks for them once it was sent or given up, so they are kept in memory only. */
export function receiptsInMemory(): PostingTools['ledger'] {
  const entries = new Map<PartKey, PartEntry>()
  const change = (key: PartKey, state: PartEntry['state'], ref?: MessageRef) => {
    const entry = entries.get(key)
    if (entry) entries.set(key, { ...entry, state, ...(ref && { ref }) })
  }
  return {
    parts: async () => [...entries.values()],
    intend: async (_, key, at) => {
      const entry: PartEntry = entries.get(key) ?? { key, state: 'intended', intendedAt: at }
      entries.set(key, entry)
      return entry
    },
    record: async (_, key, ref) => change(key, 'posted', ref),
    withdraw: async (_, key) => void entries.delete(key),
    doubt: async (_, key) => change(key, 'uncertain'),
  }
}
