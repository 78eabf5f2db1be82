import type {
  Delay,
  DeliveryEntry,
  DeliveryId,
  DeliveryState,
  MessageRef,
  PartEntry,
  PostedLayout,
  ShownContent,
  UncertainPart,
} from './delivery.ts'
import type { DigestId } from './digest.ts'
import type { FailureReason } from './failure-reason.ts'
import type { PartKey } from './part-key.ts'

/** The fields of a delivery when it is added. */
export type NewDelivery = Pick<
  DeliveryEntry,
  'id' | 'destination' | 'digest' | 'platform' | 'workspace' | 'channel' | 'createdAt' | 'dueAt'
>

export interface Pause {
  readonly reason: FailureReason
  readonly at: number
}

/** A period that is missing in the ledger, because it was lost or is an older copy. Milliseconds since 1970. */
export interface Gap {
  readonly from: number
  /** When it was opened again, or a message was found that it does not know. */
  readonly to: number
  /** When a message was last found that it does not know. */
  readonly foundAt?: number
  /** The ledger is new, and there is no sign of an earlier one. */
  readonly isNew?: boolean
}

/*
 * What the ledger keeps, as small stores: a caller asks for those that it needs. Every change is durable once its promise
 * resolves.
 */

/** The attempts to post parts, and their results. */
export interface PartStore {
  /** The parts in the order in which they were first intended. */
  parts(id: DeliveryId): Promise<readonly PartEntry[]>
  /**
   * Before the network: an attempt starts, at this time by the platform's clock. The times of the first and the last
   * attempt are kept, and what the first would show: if it is found later, it is the first. Throws `DeliveryUndone`
   * if the delivery is being undone.
   */
  recordIntent(id: DeliveryId, key: PartKey, at: number, shown?: ShownContent): Promise<PartEntry>
  /** After the network: it is there, and shows this. */
  recordReceipt(id: DeliveryId, key: PartKey, ref: MessageRef, at: number, shown?: ShownContent): Promise<void>
  /** The attempt certainly sent nothing: forget the intent. */
  cancelIntent(id: DeliveryId, key: PartKey): Promise<void>
  /** The platform cannot say whether it is there. */
  markUncertain(id: DeliveryId, key: PartKey): Promise<void>
}

/** What became of parts after they were posted. */
export interface EditStore {
  /** Before the network: until its receipt, it is unknown what the message shows. `at` is by the platform's clock. */
  recordEditIntent(id: DeliveryId, key: PartKey, shown: ShownContent, at: number): Promise<void>
  /** After the network: the message shows this since. */
  recordEdit(id: DeliveryId, key: PartKey, shown: ShownContent, at: number): Promise<void>
  /** The message cannot be corrected. Without `why`, or by `recordEdit`, it can again. */
  markUneditable(id: DeliveryId, key: PartKey, why?: FailureReason): Promise<void>
  /** Its message was deleted: forget it. */
  forgetPart(id: DeliveryId, key: PartKey): Promise<void>
}

/** Deliveries that an operator undoes. From `setState` to `withdrawing` on, no part of them can be intended. */
export interface UndoStore {
  /** The deliveries in the state `withdrawing`, oldest first. */
  undoRequests(): Promise<readonly DeliveryEntry[]>
  /** Before the network: its message is about to be deleted. */
  recordDeletionIntent(id: DeliveryId, key: PartKey): Promise<void>
  /** After the network: its message is gone. A receipt that comes later changes nothing. */
  recordDeletion(id: DeliveryId, key: PartKey): Promise<void>
  /** Makes a delivery that was undone pending again, as if nothing of it had been posted. */
  reopen(id: DeliveryId): Promise<void>
}

/** Parts that the platform cannot find, resolved by hand. */
export interface UncertainParts {
  /** Oldest first. */
  uncertainParts(): Promise<readonly UncertainPart[]>
  /** An operator found it. */
  confirm(id: DeliveryId, key: PartKey, at: number): Promise<void>
  /** An operator did not find it: it may be sent. */
  allowResend(id: DeliveryId, key: PartKey): Promise<void>
  /** The delivery and part of a message. */
  findByMessage(
    ref: Pick<MessageRef, 'platform' | 'channel' | 'message'>,
  ): Promise<{ id: DeliveryId; key: PartKey } | undefined>
}

export interface DeliveryStore {
  /**
   * Adds a pending delivery; `started` if it was asked for by hand. An existing entry is kept, but follows its destination
   * to another channel as long as no part was tried.
   */
  addDelivery(delivery: NewDelivery, started?: boolean): Promise<DeliveryEntry>
  delivery(id: DeliveryId): Promise<DeliveryEntry | undefined>
  /** A delivery that is being undone gets no other state than `withdrawn`. */
  setState(id: DeliveryId, state: DeliveryState, at: number, reason?: FailureReason): Promise<void>
  setDelay(id: DeliveryId, delay: Delay): Promise<void>
  /** `correctedAt` if it replaced an earlier version. */
  setPostedLayout(id: DeliveryId, layout: PostedLayout, correctedAt?: number): Promise<void>
  /** Failed deliveries of a digest that has changed are pending again. */
  retryFailed(digest: DigestId): Promise<void>
}

export interface DeliveryQueries {
  /** Pending and started, oldest first. */
  unfinished(): Promise<readonly DeliveryEntry[]>
  /** Newest digest first. */
  deliveriesTo(destination: string, limit: number): Promise<readonly DeliveryEntry[]>
  /** To all destinations. */
  deliveriesOf(digests: readonly DigestId[]): Promise<readonly DeliveryEntry[]>
  /** To all destinations but those with these names. Quick, however many deliveries these have. */
  orphansOf(digests: readonly DigestId[], names: ReadonlySet<string>): Promise<readonly DeliveryEntry[]>
}

export interface DestinationStore {
  /** When the destination was first seen, which is `at` for a new one. */
  firstSeen(destination: string, at: number): Promise<number>
  /** The pauses by the name of the destination. */
  pauses(): Promise<ReadonlyMap<string, Pause>>
  pause(destination: string, pause: Pause): Promise<void>
  resume(destination: string): Promise<void>
}

export interface RuntimeStore {
  /** Resolves with the time of the heartbeat before. */
  recordHeartbeat(at: number): Promise<number | undefined>
  /** The period that is missing in the ledger, if there is one. */
  gap(): Promise<Gap | undefined>
  /** A message was found now that the ledger does not know: it, or another bot, posted it after `from`. */
  noteFound(from: number, now: number): Promise<void>
}

/** All of it: what one implementation provides. */
export type Ledger = PartStore &
  EditStore &
  UncertainParts &
  UndoStore &
  DeliveryStore &
  DeliveryQueries &
  DestinationStore &
  RuntimeStore
