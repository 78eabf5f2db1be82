import type { Candidate, CandidateState, RankedCandidate } from '../../domain/candidate.ts'
import type { Day } from '../../domain/day.ts'

/** A source that cannot be read, or only in part. */
interface SourceProblem {
  readonly source: string
  /** A sentence. */
  readonly problem: string
}

/** The candidates of a publication for its next digest. */
export interface Proposal {
  readonly date: Day
  /** Best first. */
  readonly ranked: readonly RankedCandidate[]
  /** The candidates that an editor dropped in the last days. */
  readonly dropped: readonly Candidate[]
  readonly problems: readonly SourceProblem[]
  readonly hasSources: boolean
}

/** The dependencies of the page *Tomorrow*, including the actions of an editor. */
export interface CandidateEditor {
  /** The publications that have sources or digests, `main` first. */
  publications(): readonly string[]
  propose(publication: string): Promise<Proposal>
  setState(publication: string, id: string, state: CandidateState): Promise<void>
  /** Adds the page at an address and picks it. Returns the candidate’s id. Throws an `ExpectedError` with a sentence. */
  add(publication: string, address: string): Promise<string>
}
