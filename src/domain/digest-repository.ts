import type { Day } from './day.ts'
import type { Digest, DigestId } from './digest.ts'
import type { Problem } from './problem.ts'

/** A place in a file. Both count from 1; every character, a tab too, is one column. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** What the parser made of one file. */
export interface ParseResult {
  readonly file: string
  /** Absent if there are errors. */
  readonly digest?: Digest
  readonly problems: readonly Problem[]
  /** Where a part of this digest (a section, a title, a takeaway, a note) is in the file. */
  at(piece: object): Position | undefined
}

/** All digests, each parsed when it is asked for. */
export interface DigestRepository {
  publications(): readonly string[]
  /** The days of a publication that have a readable digest, in ascending order. */
  days(publication: string): readonly Day[]
  /** The files of all digests, by publication and day; unreadable ones too. */
  files(): ReadonlyMap<DigestId, string>
  /** The digest, or undefined if there is none or it cannot be read. */
  get(id: DigestId): Promise<Digest | undefined>
  /** The digest with all problems of its file, whether it can be read or not; undefined if it has no file. */
  read(id: DigestId): Promise<ParseResult | undefined>
  /** Changes when the digest may have changed: with its file, the vocabulary or the parser. */
  stamp(id: DigestId): Promise<string | undefined>
  /** What is wrong with the folders, and with digests that could not be read when they were last asked for. */
  problems(): readonly Problem[]
}

/** One implementation for each kind of place that digests come from, such as a folder. */
export type DigestSource = DigestRepository & DigestWatcher

/** Notices changes. */
interface DigestWatcher {
  /** Looks for digests again. Returns those that were added or removed. */
  refresh(): Promise<readonly DigestId[]>
  /** Returns the digests that were added, changed or removed since the last call. Works where watching does not. */
  poll(): Promise<readonly DigestId[]>
  /** Calls back with the digests that were added, changed or removed. Returns a function that ends it. */
  watch(onChange: (changed: readonly DigestId[]) => void): () => Promise<void>
  /** Ends all watching. */
  close(): Promise<void>
}

/** Keeps what was made of files, so that an unchanged file is neither parsed nor checked again after a restart. */
export interface ParseCache {
  /** What was put under exactly this name and stamp, or undefined. */
  get(file: string, stamp: string): string | undefined
  put(file: string, stamp: string, reading: string): void
}
