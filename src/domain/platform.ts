import type { Card } from './card.ts'
import type { MessageRef } from './delivery.ts'
import type { Discussion, Layout, Mention, PlatformName } from './destination.ts'
import type { Digest } from './digest.ts'
import type { ApiCall, CorrectionMarks, DiscussionTopic, Notice, Part } from './part.ts'
import type { PartKey } from './part-key.ts'

/** Where a part goes. */
export interface Place {
  readonly channel: string
  /** The message in whose thread it goes. */
  readonly under?: MessageRef
}

/** A part on its way to one place. */
export interface Posting {
  readonly place: Place
  readonly part: Part
  /** Says which part of which delivery this is, in the message itself: how `find` knows it again. */
  readonly marker: Marker
  readonly mention?: Mention
}

export interface Marker {
  readonly delivery: string
  readonly part: string
}

/** What a platform can do, as a value, so that nobody asks for its name. */
export interface Capabilities {
  readonly layouts: readonly Layout[]
}

/** The port to one chat platform. Errors are those of `errors.ts`. */
export interface Platform {
  readonly name: PlatformName
  readonly capabilities: Capabilities
  /**
   * Pure: the same digest and layout give the same parts. With discussions off, nothing in them offers one. What is
   * marked says that it was corrected.
   */
  render(digest: Digest, layout: Layout, discussion?: Discussion, marks?: CorrectionMarks): readonly Part[]
  /** A takeaway as the message that opens its discussion; `point` counts from 1. Keyed `section-01/2`. */
  renderTakeaway(about: DiscussionTopic, point: number, language: string): Part
  /** All takeaways as the one message that opens the discussion of their section. Keyed `section-01/all`. */
  renderAllTakeaways(about: DiscussionTopic, language: string): Part
  /** Cards as messages for a channel; what does not fit the first goes on in `key.2`. */
  renderCards(key: PartKey, cards: readonly Card[]): readonly Part[]
  /** One line, in a message of the kind that parts with this key are. */
  renderNotice(key: PartKey, notice: Notice, language: string): Part
  /** The exact call that `post` makes. Pure. */
  request(posting: Posting): ApiCall
  /**
   * Sends once, never again by itself. Throws `Ambiguous` when nobody knows whether it arrived. A posting may wait long
   * for its turn: `begin` is awaited when that has come, right before it is sent, and nothing is sent when it throws.
   */
  post(posting: Posting, begin?: () => Promise<void>): Promise<MessageRef>
  /** Replaces a message of ours. Notifies nobody. */
  edit(ref: MessageRef, posting: Posting): Promise<void>
  /**
   * The message of this posting, or undefined when it is certainly not there. `since` is when it was first tried,
   * in milliseconds since 1970. Throws `CannotSay` when the platform does not let us know.
   */
  find(posting: Posting, since: number): Promise<MessageRef | undefined>
  /** The thread under a message, opened if there is none yet: where a discussion of it goes. */
  openDiscussion(ref: MessageRef, title: string): Promise<Place>
  /** Brings cards to one person in private, outside every channel. */
  sendDirectMessage(user: string, cards: readonly Card[]): Promise<void>
  /** How many replies the discussion under a message has, counted without reading them; 0 where there is none. */
  countReplies(ref: MessageRef): Promise<number>
  /** The same platform on behalf of a person who waits for an answer: what it is asked goes before what is scheduled. */
  readonly interactive?: Platform
}
