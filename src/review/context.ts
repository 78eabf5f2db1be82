import type { ChatContext } from '../commands/context.ts'
import type { CandidateRepository } from '../domain/candidate.ts'
import type { Person } from '../domain/card.ts'
import type { Clock } from '../domain/clock.ts'
import type { Day } from '../domain/day.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { Digest, DigestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { Draft, DraftSection } from '../domain/draft.ts'
import type { LanePlace } from '../domain/lane.ts'
import type { RuntimeStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { ProblemText } from '../domain/problem.ts'
import type { ReviewChoice, ReviewLedger } from '../domain/review.ts'

/** The drafts in the home folder. */
export interface DraftStore {
  /** The days that have a draft, in ascending order. */
  days(publication: string): readonly Day[]
  /** Throws an `ExpectedError` if the draft is damaged. */
  read(publication: string, date: Day): Draft | undefined
  save(draft: Draft): Promise<void>
  /** Whether a person changed its Markdown file, which does not change the draft. */
  isEditedByHand(publication: string, date: Day): boolean
  /** Removes the Markdown of a draft that is decided about. What it rests on, and what a person wrote there, is kept. */
  close(publication: string, date: Day): void
}

/** The folder of the digests. */
export interface DigestFiles {
  /**
   * Puts the whole digest there at once. `taken` if another digest of that day is there; the same one counts as
   * `written`. Throws an `ExpectedError` if the folder cannot be written.
   */
  write(publication: string, date: Day, markdown: string): 'written' | 'taken'
}

/** The conversion of drafts to digests. */
export interface DraftRenderer {
  /** With a visible mark at what was not verified. */
  digest(draft: Draft): Digest
  markdown(digest: Digest): Promise<string>
  /** The digest as it would be read from its file, or why `check` would refuse it. */
  read(id: DigestId, markdown: string): Promise<DraftReading>
}

/** How a draft's Markdown would be read among the digests. */
export interface DraftReading {
  /** Undefined if there are errors. */
  readonly digest?: Digest
  readonly errors: readonly ProblemText[]
}

/** A story of a draft that is in another digest by now. */
export interface RepeatedStory {
  /** The title in the draft. */
  readonly title: string
  /** The day of that digest. */
  readonly date: Day
}

/** The dependencies of the review. */
export interface ReviewContext extends Pick<ChatContext, 'confirmations' | 'workspaces' | 'platformFor' | 'storesFor'> {
  readonly reviews: ReviewLedger
  readonly ledger: Pick<RuntimeStore, 'gap'>
  readonly drafts: DraftStore
  readonly files: DigestFiles
  readonly render: DraftRenderer
  /** A section from a candidate, to replace another one; undefined if nothing can be written from it. */
  readonly draftSection: (draft: Draft, candidate: string) => Promise<DraftSection | undefined>
  /** The stories of a draft that were published in other digests since it was written. */
  readonly repeatedStories: (draft: Draft) => Promise<readonly RepeatedStory[]>
  readonly candidates: Pick<CandidateRepository, 'setState'>
  readonly repository: Pick<DigestRepository, 'files'>
  /** The choices by publication; one without an entry has no drafts. */
  readonly reviewChoices: () => ReadonlyMap<string, ReviewChoice>
  readonly destinations: () => readonly Destination[]
  readonly platforms: ReadonlyMap<PlatformName, Platform>
  /** Whether the platform can be posted to. */
  readonly isUp: (platform: PlatformName) => boolean
  /** Whether this process asks, of several that share the work. */
  readonly isLead?: () => boolean
  /** Whether this process posts there; undefined if it posts everywhere. */
  readonly posts?: ((channel: LanePlace) => boolean) | undefined
  /** Runs the schedulers of the other processes: one of them may post in the channel. */
  readonly wakeOthers?: (() => void) | undefined
  /** Asks the scheduler to check for due deliveries now. */
  readonly wake: () => void
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** A person who reviews, in chat or on the page. */
export interface Reviewer {
  readonly person: Person
  readonly language?: string | undefined
  readonly timezone?: string | undefined
}
