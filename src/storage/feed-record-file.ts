import { z } from 'zod'
import type { DigestId } from '../domain/digest.ts'
import type { FeedRecord, FeedRecords } from '../domain/feed-record.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

const recordsSchema = z.record(z.string(), z.object({ contentHash: z.string(), updatedAt: z.number() })).catch({})

/** In a file of the data folder. It is a cache: without it, corrections of the past look as if they were never made. */
export class FeedRecordFile implements FeedRecords {
  readonly #file: string
  #records: ReadonlyMap<string, FeedRecord> | undefined

  constructor(file: string) {
    this.#file = file
  }

  get(id: DigestId): FeedRecord | undefined {
    this.#records ??= new Map(Object.entries(recordsSchema.parse(readJsonFile(this.#file))))
    return this.#records.get(id)
  }

  put(records: ReadonlyMap<DigestId, FeedRecord>): void {
    this.#records = new Map<string, FeedRecord>([...(this.#records ?? []), ...records])
    // A feed is better without dates of corrections than not at all.
    writeJsonFile(this.#file, Object.fromEntries(this.#records))
  }
}
