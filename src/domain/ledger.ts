import type {
  Delay,
  DeliveryEntry,
  DeliveryId,
  DeliveryState,
  MessageRef,
  PartEntry,
  PostedLayout,
  Shown,
  UncertainPart,
} from './delivery.ts'
import type { DigestId } from './digest.ts'
import type { PartKey } from './part-key.ts'

/** What a new delivery is known by. */
export type NewDelivery = Pick<
  DeliveryEntry,
  'id' | 'destination' | 'digest' | 'platform' | 'channel' | 'createdAt' | 'dueAt'
>

export interface Pause {
  /** A sentence that says what to do. */
  readonly reason: string
  readonly at: number
}

/** A stretch of time of which the ledger knows nothing, because it was lost or is an older copy. Milliseconds since 1970. */
export interface Gap {
  readonly from: number
  /** When it was opened again. */
  readonly to: number
}

/** What became of each part. Every change is durable once its promise resolves. */
export interface PartStore {
  /** In the order in which they were first intended. */
  parts(id: DeliveryId): Promise<readonly PartEntry[]>
  /**
   * Before the network: an attempt begins. The time of the first attempt is kept, and what it would show: if it is found
   * later, it is the first.
   */
  recordIntent(id: DeliveryId, key: PartKey, at: number, shown?: Shown): Promise<PartEntry>
  /** After the network: it is there, and shows this. */
  recordReceipt(id: DeliveryId, key: PartKey, ref: MessageRef, at: number, shown?: Shown): Promise<void>
  /** The message shows something else since. */
  recordEdit(id: DeliveryId, key: PartKey, shown: Shown, at: number): Promise<void>
  /** The message cannot be made to show what it should; `why` is a sentence. Undone by `edited`, or without a reason. */
  markUneditable(id: DeliveryId, key: PartKey, why?: string): Promise<void>
  /** The attempt certainly sent nothing: forget the intent. */
  cancelIntent(id: DeliveryId, key: PartKey): Promise<void>
  /** It was there, and somebody deleted it: forget it. */
  forgetPart(id: DeliveryId, key: PartKey): Promise<void>
  /** The platform cannot say whether it is there. */
  markUncertain(id: DeliveryId, key: PartKey): Promise<void>
  /** Somebody looked: an uncertain part is there. */
  confirm(id: DeliveryId, key: PartKey, at: number): Promise<void>
  /** Somebody looked: an uncertain part is not there, and may be sent. */
  allowResend(id: DeliveryId, key: PartKey): Promise<void>
  /** All of which nobody can say whether they are there, oldest first. */
  uncertainParts(): Promise<readonly UncertainPart[]>
  /** The delivery and part that stand in this message. */
  findByMessage(
    ref: Pick<MessageRef, 'platform' | 'channel' | 'message'>,
  ): Promise<{ id: DeliveryId; key: PartKey } | undefined>
}

/** What has been intended, posted, edited, and where. Every change is durable once its promise resolves. */
export interface Ledger extends PartStore {
  /**
   * Notes that this is owed; `begun` when somebody asked for it by hand. An entry that is there already is kept, but
   * follows its destination to another channel as long as no part was tried.
   */
  addDelivery(delivery: NewDelivery, begun?: boolean): Promise<DeliveryEntry>
  setState(id: DeliveryId, state: DeliveryState, at: number, reason?: string): Promise<void>
  setDelay(id: DeliveryId, delay: Delay): Promise<void>
  /** `correctedAt` if it replaced an earlier version. */
  setPostedLayout(id: DeliveryId, layout: PostedLayout, correctedAt?: number): Promise<void>
  /** Deliveries of the digest that failed are owed again: it has changed. */
  retryFailed(digest: DigestId): Promise<void>
  delivery(id: DeliveryId): Promise<DeliveryEntry | undefined>
  /** Owed and begun, oldest first. */
  unfinished(): Promise<readonly DeliveryEntry[]>
  /** Newest digest first. */
  deliveriesTo(destination: string, limit: number): Promise<readonly DeliveryEntry[]>
  /** To whichever destination. */
  deliveriesOf(digests: readonly DigestId[]): Promise<readonly DeliveryEntry[]>

  /** When the destination was first seen, noting `at` if that is now. */
  firstSeen(destination: string, at: number): Promise<number>
  /** The destinations that are paused. */
  pauses(): Promise<ReadonlyMap<string, Pause>>
  pause(destination: string, pause: Pause): Promise<void>
  resume(destination: string): Promise<void>

  /** Notes that the bot is running, and says when it last was. */
  recordHeartbeat(at: number): Promise<number | undefined>
  /** What it does not remember, if anything. */
  gap(): Promise<Gap | undefined>
}
