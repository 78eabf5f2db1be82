import type { Day } from './day.ts'
import type { FailureReason } from './failure-reason.ts'

/** `used` means that a posted or approved digest has it; `dropped` that an editor does not want it. */
export type CandidateState = 'new' | 'picked' | 'dropped' | 'used'

/** Something that a publication could write about, with the text that later checks rest on. */
export interface Candidate {
  /** 16 hexadecimal digits: a hash of the canonical address, so that one work is one candidate of a publication. */
  readonly id: string
  readonly publication: string
  /** `feed:NAME`, `arxiv:cs.CL`, `huggingface`, `github:owner/name`, `hackernews`, or `person` for one added by hand. */
  readonly source: string
  /** The address that a digest links. */
  readonly url: string
  readonly title: string
  /** Plain text with an empty line between paragraphs, at most 20,000 characters. */
  readonly text: string
  readonly authors: readonly string[]
  /** The source's own. */
  readonly tags: readonly string[]
  /** In milliseconds since 1970. */
  readonly publishedAt: number
  /** In milliseconds since 1970. */
  readonly firstSeenAt: number
  /** From 0 to 1 within its source: points, votes, or the place in a list. */
  readonly signal: number
  /** The person who suggested it in chat or on the page. */
  readonly suggestedBy?: string
  readonly state: CandidateState
  /** The day of the digest that used it. */
  readonly usedOn?: Day
}

/** The candidates of all publications. Changes are durable once their promises resolve. */
export interface CandidateRepository {
  /** The candidates first seen at this time or later, newest first. */
  list(publication: string, since: number): Promise<readonly Candidate[]>
  get(publication: string, id: string): Promise<Candidate | undefined>
  /** Adds those that are new. A known one keeps its state and text, and gets the higher signal. Returns how many were new. */
  add(found: readonly Candidate[]): Promise<number>
  /** Does nothing if there is no such candidate. */
  setState(publication: string, id: string, state: CandidateState, usedOn?: Day): Promise<void>
  /** Removes those first seen before a time: unused ones, and used ones before an earlier time. Returns how many. */
  prune(unusedBefore: number, usedBefore: number): Promise<number>
}

/** A candidate in its place for a day. */
export interface RankedCandidate {
  readonly candidate: Candidate
  /** Higher is better; comparable within one list only. */
  readonly score: number
  /** One line about the score, for editors. */
  readonly why: string
}

/** What is known about one source of a publication between two fetches. */
export interface SourceState {
  readonly publication: string
  readonly source: string
  /** The address that `etag` and `lastModified` belong to. */
  readonly address: string
  readonly etag?: string
  readonly lastModified?: string
  /** When it was last read successfully, in milliseconds since 1970. */
  readonly readAt?: number
  /** Not before this time, in milliseconds since 1970. */
  readonly nextAt: number
  /** Failures in a row. */
  readonly failures: number
  /** The time of the first of them, in milliseconds since 1970. */
  readonly failingSince?: number
  /** Why the last fetch failed, or what was wrong with what was read. */
  readonly problem?: FailureReason
}

/** The states of all sources. Changes are durable once their promises resolve. */
export interface SourceStateStore {
  all(): Promise<readonly SourceState[]>
  save(state: SourceState): Promise<void>
}
