import type { DigestId } from './digest.ts'

/** A digest as it was last seen in a feed. */
export interface FeedRecord {
  readonly contentHash: string
  /** When this content was first seen, in milliseconds since 1970. */
  readonly updatedAt: number
}

/** Remembers across restarts when the content of feeds changed. */
export interface FeedRecords {
  get(id: DigestId): FeedRecord | undefined
  /** Adds what is new or changed. */
  put(records: ReadonlyMap<DigestId, FeedRecord>): void
}
