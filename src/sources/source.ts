import type { FailureReason } from '../domain/failure-reason.ts'
import type { FetchedDocument } from './fetch/safe-fetch.ts'

/** Something that a source lists. */
export interface Entry {
  /** The address that a digest would link; the source's own page for an entry without one. */
  readonly url: string
  /** Whether `url` is the entry's own address and so identifies it; otherwise its title and date do. */
  readonly hasOwnUrl: boolean
  readonly title: string
  /** Plain text with paragraphs. Only asked for entries that are new. */
  readonly text: () => string
  readonly authors: readonly string[]
  readonly tags: readonly string[]
  /** In milliseconds since 1970; undefined if the source does not say it. */
  readonly publishedAt: number | undefined
  /** From 0 to 1. */
  readonly signal: number
}

interface SourceReading {
  readonly entries: readonly Entry[]
  /** Why some entries could not be read; the list has the others. */
  readonly problem?: FailureReason
}

/** One kind of source: its address, and the parser of its responses. */
export interface SourceAdapter {
  readonly address: string
  /** Media types, as in the header `Accept`. */
  readonly accept: string
  /** Whether its entries are links to other sites, from which their texts are read. */
  readonly linksPages?: true
  /** Throws `FetchFailed` if the whole document is unreadable. */
  read(document: FetchedDocument & { readonly body: Buffer }): SourceReading | Promise<SourceReading>
}

/** One place that lists what a digest could be about. */
export interface Source extends SourceAdapter {
  /** The name that its candidates carry: `feed:example`. Unique in its publication. */
  readonly name: string
  /** How often it is fetched at most, in milliseconds. */
  readonly everyMs: number
  /** The largest number of its candidates that are proposed for a day. */
  readonly most: number
}
