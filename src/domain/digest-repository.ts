import type { Day } from './day.ts'
import type { Digest, DigestId } from './digest.ts'

/** What the rest of the house asks of `digests/`. Days are in ascending order. */
export interface DigestRepository {
  /** The days of a publication that have a digest which can be read. */
  days(publication: string): readonly Day[]
  /** The digest, or undefined when there is none or it cannot be read. */
  get(id: DigestId): Promise<Digest | undefined>
}

/** Remembers what a file said, so that an unchanged file is not parsed again after a restart. */
export interface ParseCache {
  /** What was put under exactly this file and stamp. */
  get(file: string, stamp: string): string | undefined
  put(file: string, stamp: string, reading: string): void
}
