import type { Card } from './card.ts'
import type { MessageRef } from './delivery.ts'
import type { Discussion, Layout, Mention, PlatformName } from './destination.ts'
import type { Digest } from './digest.ts'
import type { FailureReason } from './failure-reason.ts'
import type { CorrectionMarks, DiscussionTopic, Notice, Part } from './part.ts'
import type { PartKey } from './part-key.ts'
import type { WorkspaceId } from './workspace-id.ts'

/** Where a part goes. */
export interface Place {
  readonly channel: string
  /** The message in whose thread it goes. */
  readonly under?: MessageRef
  /** Something was posted in that thread before: it is not opened again if it was deleted since. */
  readonly isThreadOpen?: boolean
}

/** A part on its way to one place. */
export interface Posting {
  readonly place: Place
  readonly part: Part
  /**
   * The idempotency key: it names the delivery and the part in the message itself, so that `find` recognizes the
   * message.
   */
  readonly marker: Marker
  readonly mention?: Mention
}

export interface Marker {
  readonly delivery: string
  readonly part: string
}

/** Writes digests, cards and notices as messages of one platform. Pure: the same input gives the same parts. */
export interface Renderer {
  /**
   * With `discussion` off, no part offers one. `marks` name the pieces that were corrected after they were posted. Long
   * digests are rendered beside the main thread.
   */
  render(digest: Digest, layout: Layout, discussion?: Discussion, marks?: CorrectionMarks): Promise<readonly Part[]>
  /** The message that opens the discussion of one takeaway; `point` counts from 1. Keyed `section-01/2`. */
  renderTakeaway(topic: DiscussionTopic, point: number, language: string): Part
  /** The message that opens the discussion of a section with all its takeaways, or without any. Keyed `section-01/all`. */
  renderAllTakeaways(topic: DiscussionTopic, language: string): Part
  /** Cards as messages for a channel; what does not fit the first continues in `key.2`. */
  renderCards(key: PartKey, cards: readonly Card[]): readonly Part[]
  /** A notice of one line, in the kind of message that the key's parts have. */
  renderNotice(key: PartKey, notice: Notice, language: string): Part
  /**
   * A smaller form of the part with the same words and key, down to plain text, for a part that the platform found
   * too large. Undefined when there is none.
   */
  lighten(part: Part): Part | undefined
  /** The part with links in place of the images of those addresses. Undefined if it has none of them. */
  withoutImages(part: Part, urls: readonly string[]): Part | undefined
}

/** The right to send one posting now. */
export interface Reservation {
  /**
   * Sends it once, without retries. Throws `Ambiguous` when the message may or may not have arrived, and `ThreadGone`
   * when the message or the thread above it was deleted.
   */
  send(): Promise<MessageRef>
  /** Must be called after the posting was sent, or when it is not sent. */
  release(): void
}

/** The time by a platform's own answers: the clock of this machine may be wrong. In milliseconds since 1970. */
export interface PlatformClock {
  /** Asks the platform if the time is unknown. Throws an `ExpectedError`. */
  now(): Promise<number>
  /** How many milliseconds from now a request sent at that time may still be acted upon; 0 if it no longer can. */
  settlesIn(sentAt: number): Promise<number>
}

/** When a posting was sent before, in milliseconds since 1970 by the platform's clock. */
export interface SendAttempts {
  readonly firstTriedAt: number
  /** When it was last sent without an answer. */
  readonly lastTriedAt?: number | undefined
  /**
   * It is sent again if it is not found. Where a repeated request then gets the message of the first one, not found does not have to be
   * certain.
   */
  readonly isRepeated?: boolean
  /** The ids of messages with the same words that are known to be others. */
  readonly others?: ReadonlySet<string>
}

/** Sends to one platform. Throws the errors of `errors.ts`. */
export interface PlatformClient {
  readonly clock: PlatformClock
  /** Resolves when the rate limits allow the posting to be sent, which may take long. */
  reserve(posting: Posting): Promise<Reservation>
  /** Replaces a message of ours. Notifies no reader. */
  edit(ref: MessageRef, posting: Posting): Promise<void>
  /**
   * Deletes a message of ours, and the thread that we opened under it unless others wrote there. A message that is gone
   * counts as deleted, so it may be asked again after a lost answer.
   */
  delete(ref: MessageRef): Promise<void>
  /**
   * The message of this posting, or undefined if it is certainly not there. Throws `StillArriving` while a request
   * without an answer may be acted upon, and `CannotSay` if the platform does not let us know.
   */
  find(posting: Posting, attempts: SendAttempts): Promise<MessageRef | undefined>
  readonly discussions: DiscussionClient
  /** Sends cards to one person in private, outside every channel. */
  sendDirectMessage(user: string, cards: readonly Card[]): Promise<void>
}

/** The threads under messages. Throws the errors of `errors.ts`. */
export interface DiscussionClient {
  /** The thread under a message, opened if there is none yet: the place for a discussion of it. */
  open(ref: MessageRef, title: string): Promise<Place>
  /** The number of replies under a message, counted without reading them; 0 where there is no thread. */
  countReplies(ref: MessageRef): Promise<number>
}

/** Who may do and read what. Answers are cached for some minutes. */
export interface Audience {
  /** Where a click does not say which groups a user is in: the ids of the users in a group. Throws an `ExpectedError`. */
  membersOf?(group: string): Promise<readonly string[]>
  /** Whether every member of the workspace may read a channel. Never throws: what is not known is not open. */
  isOpen(channel: string): Promise<boolean>
}

/** One chat platform. */
export interface Platform {
  readonly name: PlatformName
  readonly renderer: Renderer
  readonly client: PlatformClient
  /** The same client for requests that a person waits for: they go before scheduled ones in the rate limiter. */
  readonly interactive: PlatformClient
  /** The workspace of the token in the environment, once it is known. Absent where one token serves many workspaces. */
  readonly workspace?: WorkspaceId | undefined
  /** Where one token serves many: the workspace of a channel. Asks the platform once; throws an `ExpectedError`. */
  workspaceOf?(channel: string): Promise<WorkspaceId | undefined>
  readonly audience?: Audience
}

/** Why a platform does not report interactions. */
export interface ListeningOutage {
  readonly reason: FailureReason
  /** Milliseconds since 1970. */
  readonly since: number
}

/** The connection for interactions. Posting works without it. */
interface InteractionConnection {
  /**
   * Checks the token, allows calls again if it was refused before, and begins to listen in the background: it waits some
   * seconds for the first attempt, whatever that gives. Can be called again. Throws an `ExpectedError`.
   */
  start(): Promise<void>
  /** Stops listening at once, answers who was heard, and closes everything after `idle`: until then it can be posted to. */
  stop(idle?: Promise<unknown>): Promise<void>
  /** Undefined while it receives interactions. */
  readonly listeningOutage: ListeningOutage | undefined
  /** What the token of the environment may do, as it was at the last start: another text after a change. Absent if unknown. */
  readonly grant?: string | undefined
  /**
   * The connections of other processes with the same token when this one last connected; absent where the platform does
   * not say. One that was killed a moment ago may still count.
   */
  readonly otherConnections?: number
}

/** A platform with its connection for interactions. */
export type PlatformConnection = Platform & InteractionConnection

/** A connection that also serves workspaces that installed the app, each with its own token and its own pace. */
export interface InstallablePlatform {
  /** The platform as one of them sees it. Its calls throw `TokenRefused` unless it is installed. */
  forWorkspace(workspace: WorkspaceId): Platform
}

/** The order of calls when the rate limits leave too little: answers to waiting users, scheduled posts, corrections. */
export type Priority = 'answer' | 'post' | 'edit'
