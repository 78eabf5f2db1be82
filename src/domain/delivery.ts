import { z } from 'zod'
import { type Destination, discussions, layouts, type PlatformName } from './destination.ts'
import type { DigestId } from './digest.ts'
import type { FailureReason } from './failure-reason.ts'
import { type PartKey, partKeySchema } from './part-key.ts'
import type { WorkspaceId } from './workspace-id.ts'

/** One digest for one destination. The id is that pair, so there cannot be two. */
export type DeliveryId = `${string}@${DigestId}`

export function deliveryId(destination: Pick<Destination, 'name'>, digest: DigestId): DeliveryId {
  return `${destination.name}@${digest}`
}

/** The two parts of an id. The name of a destination may have any character, the id of a digest has no `@`. */
export function splitDeliveryId(id: DeliveryId): { readonly destination: string; readonly digest: DigestId } {
  const at = id.lastIndexOf('@')
  return { destination: id.slice(0, at), digest: id.slice(at + 1) as DigestId }
}

/** Where a message is. The platform's own words stay inside `message` and `thread`. */
export interface MessageRef {
  readonly platform: PlatformName
  /** The channel it was posted in; for a message in a Discord thread, the thread. */
  readonly channel: string
  readonly message: string
  /** The thread it is in, if any. */
  readonly thread?: string
  /** Where people can open it. */
  readonly link?: string
}

/**
 * - `pending`: not all of it is in the channel yet.
 * - `posted`: everything is in the channel.
 * - `superseded`: a newer digest took its place before it could go out.
 * - `skipped`: it has nothing that this destination wants.
 * - `failed`: the platform refuses it; the reason says why.
 * - `withdrawing`: an operator undoes it; with a reason if some of it cannot be deleted.
 * - `withdrawn`: an operator undid it, and everything of it is deleted.
 */
export type DeliveryState = 'pending' | 'posted' | 'superseded' | 'skipped' | 'failed' | 'withdrawing' | 'withdrawn'

/** Whether an operator undid it, or is about to: nothing of it is posted or corrected any more. */
export function isUndone({ state }: Pick<DeliveryEntry, 'state'>): boolean {
  return state === 'withdrawing' || state === 'withdrawn'
}

/**
 * - `intended`: an attempt has started, and its result is not known yet.
 * - `posted`: the platform confirmed it.
 * - `uncertain`: the platform cannot say whether it is there; it is not sent again.
 * - `confirmed`: an operator looked and says that it is there, but not which message it is.
 * - `deleting`: its deletion has started, and the result is not known yet.
 * - `deleted`: its message is gone, because the delivery was undone.
 */
export type PartState = 'intended' | 'posted' | 'uncertain' | 'confirmed' | 'deleting' | 'deleted'

/** What a message shows, as hashes: equal hashes, equal text. A later version of the digest is compared with it. */
export const shownSchema = z
  .object({
    /** Absent for a message in a discussion. */
    piece: z
      .object({
        /** The key that the digest had for the section at that time. */
        key: partKeySchema,
        /** A hash of what it is about: see `PieceHashes`. */
        identity: z.string(),
        /** How many messages the piece took. */
        messages: z.number(),
      })
      .readonly()
      .optional(),
    /** The hash of the text. It is unknown while the message is being edited, and where attempts had different texts. */
    contentHash: z.string().optional(),
    /** The name of the line that took the place of the text. */
    notice: z.string().optional(),
    /** The hash of each takeaway under it, in order. */
    takeaways: z.array(z.string()).readonly(),
  })
  .readonly()
export type ShownContent = z.infer<typeof shownSchema>

/** How a delivery was posted. It stays so when the configuration changes, so that a channel's past is not rearranged. */
export const postedLayoutSchema = z
  .object({
    layout: z.enum(layouts),
    discussion: z.enum(discussions),
    mention: z.object({ kind: z.enum(['role', 'group']), id: z.string() }).optional(),
    /** The sections that it was first posted with. */
    sections: z.array(z.object({ key: partKeySchema, identity: z.string() })).readonly(),
    /** The hash of the digest that all parts show; absent while parts may show different versions. */
    contentHash: z.string().optional(),
  })
  .readonly()
export type PostedLayout = z.infer<typeof postedLayoutSchema>

/** What the ledger knows of one part. Times are milliseconds since 1970. */
export interface PartEntry {
  readonly key: PartKey
  readonly state: PartState
  /** When it was first sent. */
  readonly intendedAt: number
  /** When the last request was sent of which no answer is known: it may still be acted upon. By the platform's clock. */
  readonly triedAt?: number
  readonly postedAt?: number
  readonly ref?: MessageRef
  /** Since it was posted or last edited; unknown for what versions before 0.1.0 sent. */
  readonly shown?: ShownContent
  readonly editedAt?: number
  /** Why the last correction could not be brought to it. */
  readonly uneditable?: FailureReason
}

/** Where people can open a delivery: the link of its first message. */
export function deliveryLink([first]: readonly PartEntry[]): string | undefined {
  return first?.ref?.link
}

/** The link of the posted message just before a part, else of the one after it, so that the part can be looked for. */
export function nearestLink(key: PartKey, parts: readonly PartEntry[]): string | undefined {
  const at = parts.findIndex((part) => part.key === key)
  const before = parts.slice(0, at).findLast(({ ref }) => ref?.link)
  return (before ?? parts.slice(at).find(({ ref }) => ref?.link))?.ref?.link
}

/** A part of which the platform cannot say whether it was posted. */
export interface UncertainPart {
  readonly delivery: DeliveryId
  readonly destination: string
  readonly digest: DigestId
  readonly key: PartKey
  readonly intendedAt: number
}

/** What can keep a post from going out on time. */
const delayReasons = [
  'not-running',
  'asleep',
  'clock-ahead',
  'asleep-or-clock-ahead',
  'clock-wrong',
  'unreachable',
  'token-refused',
  /** Its workspace never installed the app, or removed it. */
  'not-installed',
  /** Its workspace has to install the app again, or its token cannot be read. */
  'no-access',
  /** Not reached, or asked to wait by the rate limit. */
  'retried',
  'slow',
  'on-hold',
  'paused',
  'busy',
  'digest-late',
  'digest-unreadable',
  'uncertain',
  'config-changed',
  /** Versions up to 0.2.0 wrote it, where a destination was added after its hour. */
  'new-destination',
] as const
export type DelayReason = (typeof delayReasons)[number]

/** Why a delivery was late. Version 0.1.0 wrote a sentence, which is kept as `text`. */
export const delaySchema = z.union([
  z.object({
    /** - `posted`: all of it went out late. - `finished`: the rest of it. - `unfinished`: the rest is still missing. */
    outcome: z.enum(['posted', 'finished', 'unfinished']),
    /** Unknown as long as it is unfinished. */
    lateMs: z.number().optional(),
    /** The reasons in the order in which they ended. */
    reasons: z.array(z.enum(delayReasons)).readonly(),
    /** Whether the reasons account for all of the delay, as far as is known. */
    isExplained: z.boolean(),
  }),
  z.object({ text: z.string() }),
])
export type Delay = z.infer<typeof delaySchema>

/** What the ledger knows of one delivery. Times are milliseconds since 1970. */
export interface DeliveryEntry {
  readonly id: DeliveryId
  readonly destination: string
  readonly digest: DigestId
  readonly platform: PlatformName
  readonly channel: string
  /** The workspace of its destination: absent for the default one, and for what earlier versions added. */
  readonly workspace?: WorkspaceId
  readonly state: DeliveryState
  /** A part was tried, or it was asked for by hand: it is completed at any hour. */
  readonly started: boolean
  /** Why it failed, was skipped or superseded, or cannot be undone. */
  readonly reason?: FailureReason
  /** When it was added to the ledger. */
  readonly createdAt: number
  /** When it should go out; unknown if it was asked for by hand. */
  readonly dueAt?: number
  readonly delay?: Delay
  readonly settledAt?: number
  readonly postedLayout?: PostedLayout
  readonly correctedAt?: number
}
