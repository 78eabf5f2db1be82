import type { DeliveryEntry, MessageRef, PartEntry, PostedLayout, ShownContent } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import { hourMs } from '../../domain/duration.ts'
import type { Part, ShownTime } from '../../domain/part.ts'
import type { PartKey } from '../../domain/part-key.ts'
import type { Platform } from '../../domain/platform.ts'

/** The data for comparing a delivery with its digest. */
export interface CorrectionContext {
  readonly delivery: DeliveryEntry
  readonly destination: Destination
  readonly as: PostedLayout
  readonly entries: readonly PartEntry[]
  readonly digest: Digest
  readonly platform: Platform
  readonly now: number
}

/** A line for a discussion, in the thread of this message. */
export interface DiscussionNotice {
  readonly part: Part
  readonly under: MessageRef
}

/** One step of a correction. */
export type CorrectionStep =
  | {
      readonly type: 'edit'
      readonly entry: PartEntry
      readonly part: Part
      readonly shown: ShownContent
      readonly notice?: DiscussionNotice
    }
  /** A new message in the thread of another part. */
  | {
      readonly type: 'post'
      readonly part: Part
      readonly under: PartKey
      /** A name for that thread, if there is none yet. */
      readonly title: string
      readonly shown: ShownContent
    }

/** After this many milliseconds, a time without a date would be misread as today's. */
const datedAfterMs = 12 * hourMs

/** The time of a correction, as readers see it. */
export function shownTime({ postedAt }: PartEntry, now: number): ShownTime {
  return { at: now, dated: now - (postedAt ?? now) > datedAfterMs }
}
