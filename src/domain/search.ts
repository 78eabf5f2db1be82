import type { Day } from './day.ts'
import type { DigestId, Inline } from './digest.ts'
import type { PartKey } from './part-key.ts'

/** A search query. All conditions must match; `topic` and `prefer` decide what comes first. */
export interface SearchQuery {
  /** None means all. */
  readonly publications: readonly string[]
  /**
   * As typed: words, and phrases in double quotes. `or` between them asks for either, `-` and `NOT` before one for what
   * does not have it; no other sign has a meaning. Empty for none.
   */
  readonly words: string
  /** Any of these tags; none means any. Compared by `normalizeTag`. */
  readonly tags: readonly string[]
  /** Both days are included. */
  readonly since?: Day
  readonly until?: Day
  /** Pieces with any of these tags come first, then those with the words. */
  readonly topic?: readonly string[]
  /** Pieces in one of these languages (the first more than the second) or publications come first; of the twins of a story, the one in the language. */
  readonly prefer?: { readonly languages: readonly string[]; readonly publications: readonly string[] }
}

/** One piece of a digest that answers a query. */
export interface SearchHit {
  readonly digest: DigestId
  /** `section-01`, `notes`, `observation`, `overview`, `prose-1`. */
  readonly piece: PartKey
  readonly tag?: string
  /** In plain words. */
  readonly title: string
  /** Text around the best match, with matches in strong; the beginning when there are no words. */
  readonly excerpt: readonly Inline[]
  /** Where the source can be read. */
  readonly url?: string
}

export interface SearchResults {
  /** The number of hits on all pages. */
  readonly total: number
  readonly hits: readonly SearchHit[]
  /** Whether no hit matches the whole query, so that these are the closest. */
  readonly isGuess: boolean
  /** What was named and is in no hit with all of the rest: each hit has something that is found. As typed. */
  readonly parts?: { readonly found: readonly string[]; readonly missing: readonly string[] }
}

export interface TagCount {
  readonly tag: string
  readonly count: number
}

/** The searchable index of all digests. It can be rebuilt from `digests/` at any time. */
export interface SearchIndex {
  /** Best match first when there are words, else newest first. */
  search(query: SearchQuery, offset: number, limit: number): SearchResults
  /** Most frequent first. */
  tags(publications: readonly string[]): readonly TagCount[]
  /** Titles that begin with or contain the typed text; newest first. */
  titles(typed: string, limit: number): readonly Pick<SearchHit, 'digest' | 'piece' | 'title'>[]
  /** The titles most similar to words that were not found. */
  similar(words: string, limit: number): readonly Pick<SearchHit, 'digest' | 'piece' | 'title'>[]
}

/** Queries under short ids that fit into a control's id. */
export interface SavedQueries {
  /** The same text for the same readers always has the same id. Without `readers`, it is for all. */
  save(text: string, readers?: string): string
  /** Undefined also if the text is for other readers. */
  load(id: string, readers?: string): string | undefined
}
