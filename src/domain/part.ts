import type { Day } from './day.ts'
import type { DigestId, Section, Takeaway } from './digest.ts'
import type { PartKey } from './part-key.ts'

/** What readers can discuss under a part. */
export interface DiscussionTopic {
  readonly digest: DigestId
  /** The section's number. */
  readonly section: Section['number']
  /** The section's title, in plain words: the thread is named after it. */
  readonly title: string
  readonly takeaways: readonly Takeaway[]
}

/** One message of a delivery, rendered for one platform and layout, for any destination. */
export interface Part {
  readonly key: PartKey
  /** The request body without what depends on the destination: channel, thread, marker, mention. */
  readonly body: Readonly<Record<string, unknown>>
  /** Every word, for logs of failures, terminals and fallbacks. */
  readonly plain: string
  /** The part in whose thread this one is posted. */
  readonly under?: PartKey
  readonly discuss?: DiscussionTopic
  /** Tags that a forum post carries, where the forum knows them. */
  readonly tags?: readonly string[]
  /** How much of the platform's limits it uses. */
  readonly budget: readonly Budget[]
}

/** A time shown in the reader's time zone: the hour, with the day where the hour alone would mislead. */
export interface ShownTime {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly dated: boolean
}

/** The mark on a message that was corrected after it was posted. */
export interface CorrectionMark extends ShownTime {
  /** How many sections were added and removed since it was posted; the overview shows it. */
  readonly added: number
  readonly removed: number
}

/** The marks by the key of the piece. */
export type CorrectionMarks = ReadonlyMap<PartKey, CorrectionMark>

/**
 * A line that the bot writes in place of a text, or beside it.
 *
 * - `removed`: the author took it out. `unwanted`: it has no tag any more that the destination asks for.
 * - `moved`: the piece takes fewer messages than it did.
 * - `withdrawn`: the author took the digest back; with the title where it replaces the overview.
 * - `refused`: the platform refuses the message; with the address of the page, and the name of the forum post it opens.
 * - `welcome`: in a new channel, when the first digest comes; without a day as soon as it is published.
 * - `takeaways`: those of a section were corrected; the points are those to look at, none when some were removed.
 */
export type Notice =
  | { readonly type: 'removed' | 'unwanted'; readonly section?: Section['number']; readonly moment: ShownTime }
  | { readonly type: 'moved' }
  | { readonly type: 'refused'; readonly section?: Section['number']; readonly url?: string; readonly opens?: string }
  | { readonly type: 'withdrawn'; readonly title?: string; readonly reason: string; readonly moment: ShownTime }
  | { readonly type: 'welcome'; readonly first?: { readonly day: Day; readonly at: string; readonly timezone: string } }
  | { readonly type: 'takeaways'; readonly title: string; readonly points: readonly number[] }

/** One limit and how much of it is used, e.g. 812 of 2000 characters. */
export interface Budget {
  readonly of: 'characters' | 'bytes' | 'blocks' | 'components' | 'nodes'
  readonly used: number
  /** The bot's own limit, below the platform's. */
  readonly budget: number
  /** The platform's limit. */
  readonly limit: number
}

/** A call of a platform's API, as it goes over the wire. */
export interface ApiCall {
  /** `chat.postMessage`, or `POST /channels/{channel.id}/messages`. */
  readonly method: string
  readonly body: Readonly<Record<string, unknown>>
}
