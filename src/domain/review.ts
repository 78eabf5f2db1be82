/** The review of a draft: what is asked, who decided, and which message asks. */
import type { Person } from './card.ts'
import type { MessageRef } from './delivery.ts'
import type { PlatformName } from './destination.ts'
import type { DigestId } from './digest.ts'
import type { PartStore } from './ledger.ts'
import type { ReviewVerb } from './review-action.ts'

/**
 * - `waiting`: there is no decision yet. - `approved`: the content is on its way to the digests. - `published`: it is there.
 * - `held`: a reviewer wants no post. - `replaced`: a person wrote the digest of that day. - `over`: it is too late.
 */
const reviewStates = ['waiting', 'approved', 'published', 'held', 'replaced', 'over'] as const
export type ReviewState = (typeof reviewStates)[number]

export interface Review {
  readonly digest: DigestId
  readonly state: ReviewState
  /** Of the content that is asked about or was decided about. An approval holds for this content only. */
  readonly hash: string
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number
  /** Absent for what is posted without a review. */
  readonly decidedBy?: Person
  readonly decidedAt?: number
  /** The Markdown that was approved, until it is among the digests. */
  readonly content?: string
  /** The message that asks. */
  readonly card?: MessageRef
  /** The hash of what that message shows. */
  readonly shown?: string
}

/** An entry of the audit log of reviews. */
export interface ReviewStep {
  readonly digest: DigestId
  readonly verb: ReviewVerb
  /** The content that it was done to. */
  readonly hash: string
  readonly by: Person
  readonly at: number
}

/** A decision about one version of a draft. */
export interface ReviewDecision {
  readonly state: 'approved' | 'held'
  readonly hash: string
  /** Absent where the configuration wants no review. */
  readonly by?: Person
  readonly at: number
  /** The Markdown that is approved. */
  readonly content?: string
}

/** Who may review the drafts of a publication, and where they are asked. */
export interface ReviewSettings {
  readonly platform: PlatformName
  readonly channel: string
  /** Ids of users. */
  readonly people: readonly string[]
  /** Ids of roles, or of user groups where the platform has these. */
  readonly roles: readonly string[]
}

/** What `shown` is for a message that says how the review ended: it never changes any more. */
export function endShown(hash: string): string {
  return `end:${hash}`
}

/** How the drafts of a publication are reviewed; `off` posts them without a review. */
export type ReviewChoice = ReviewSettings | 'off'

export interface ReviewQueries {
  review(digest: DigestId): Promise<Review | undefined>
  /** Those that wait, are approved, or whose message does not say yet how they ended. Oldest first. */
  unfinished(): Promise<readonly Review[]>
  /** The newest, by the day of their digests. */
  recent(limit: number): Promise<readonly Review[]>
  /** The last entry of a draft's audit log. */
  lastStep(digest: DigestId): Promise<ReviewStep | undefined>
}

/** Every change is durable once its promise resolves. */
interface ReviewDecisions {
  /** Asks about this content, or about changed content if nothing was decided. Returns the review as it is then. */
  ask(digest: DigestId, hash: string, at: number): Promise<Review>
  /** Decides if nothing was decided and exactly this content is asked about; otherwise undefined. */
  decide(digest: DigestId, decision: ReviewDecision): Promise<Review | undefined>
  /** Moves on from one of these states; does nothing in another. Content is kept only while it is `approved`. */
  move(digest: DigestId, from: readonly ReviewState[], to: ReviewState): Promise<void>
  note(step: ReviewStep): Promise<void>
}

/** What the messages show that ask for reviews. */
interface ReviewMessages {
  setShown(digest: DigestId, shown: string): Promise<void>
  /** The message was deleted: another one may be posted. */
  forgetCard(digest: DigestId): Promise<void>
}

/** What one implementation provides: the receipts of the messages that ask are kept in a `PartStore`. */
export type ReviewLedger = ReviewQueries & ReviewDecisions & ReviewMessages & PartStore
