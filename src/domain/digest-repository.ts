import type { Day } from './day.ts'
import type { Digest, DigestId } from './digest.ts'
import type { Problem } from './problem.ts'

/** All digests. */
export interface DigestRepository {
  publications(): readonly string[]
  /** The days of a publication that have a readable digest, in ascending order. */
  days(publication: string): readonly Day[]
  /** The digest, or undefined if there is none or it cannot be read. */
  get(id: DigestId): Promise<Digest | undefined>
  /** What is wrong with digests that cannot be read. */
  problems(): readonly Problem[]
}

/** Keeps parsed files, so that an unchanged file is not parsed again after a restart. */
export interface ParseCache {
  /** What was put under exactly this file and stamp, or undefined. */
  get(file: string, stamp: string): string | undefined
  put(file: string, stamp: string, reading: string): void
}
