import type { Day } from './day.ts'
import type { DigestId, Inline } from './digest.ts'
import type { PartKey } from './part.ts'

/** What a reader looks for. Everything given must hold. */
export interface SearchQuery {
  /** None means all. */
  readonly publications: readonly string[]
  /** As typed: words, and phrases in double quotes. Never a query language. Empty for none. */
  readonly words: string
  /** Any of these tags; none means any. Compared as `plainTag` does. */
  readonly tags: readonly string[]
  /** Both days belong to it. */
  readonly since?: Day
  readonly until?: Day
}

/** One piece of a digest that answers a query. */
export interface SearchHit {
  readonly digest: DigestId
  /** `section-01`, `notes`, `observation`, `overview`, `prose-1`. */
  readonly piece: PartKey
  readonly tag?: string
  /** In plain words. */
  readonly title: string
  /** The surroundings of the best match, matches in strong; the beginning where no words were looked for. */
  readonly excerpt: readonly Inline[]
  /** Where the source can be read. */
  readonly url?: string
}

export interface SearchResults {
  /** How many there are on all pages. */
  readonly total: number
  readonly hits: readonly SearchHit[]
}

export interface TagCount {
  readonly tag: string
  readonly count: number
}

/** The searchable index of all digests. It can be rebuilt from `digests/` at any time. */
export interface SearchIndex {
  /** Best first when words are looked for, else newest first. */
  search(query: SearchQuery, offset: number, limit: number): SearchResults
  /** Most frequent first. */
  tags(publications: readonly string[]): readonly TagCount[]
  /** Titles that begin with, or hold, what was typed so far; newest first. */
  titles(typed: string, limit: number): readonly Pick<SearchHit, 'digest' | 'piece' | 'title'>[]
  /** The titles most like words that were not found. */
  similar(words: string, limit: number): readonly Pick<SearchHit, 'digest' | 'piece' | 'title'>[]
}

/** What readers asked, under short ids that fit into a control. */
export interface SavedQueries {
  /** The same text always has the same id. */
  save(text: string): string
  load(id: string): string | undefined
}
