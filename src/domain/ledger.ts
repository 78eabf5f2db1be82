import type { DeliveryEntry, DeliveryId, DeliveryState, MessageRef, PartEntry } from './delivery.ts'
import type { DigestId } from './digest.ts'
import type { PartKey } from './part.ts'

/** What a new delivery is known by. */
export type NewDelivery = Pick<DeliveryEntry, 'id' | 'destination' | 'digest' | 'platform' | 'channel' | 'owedAt'>

export interface Pause {
  /** A sentence that says what to do. */
  readonly reason: string
  readonly at: number
}

/** What has been intended, posted, edited, and where. Every change is durable once its promise resolves. */
export interface Ledger {
  /**
   * Notes that this is owed; `begun` when somebody asked for it by hand. An entry that is there already is kept, but
   * follows its destination to another channel as long as no part was tried.
   */
  owe(delivery: NewDelivery, begun?: boolean): Promise<DeliveryEntry>
  settle(id: DeliveryId, state: DeliveryState, at: number, reason?: string): Promise<void>
  /** Deliveries of the digest that failed are owed again: it has changed. */
  reopen(digest: DigestId): Promise<void>
  delivery(id: DeliveryId): Promise<DeliveryEntry | undefined>
  /** Owed and begun, oldest first. */
  unfinished(): Promise<readonly DeliveryEntry[]>
  /** Newest digest first. */
  deliveriesTo(destination: string, limit: number): Promise<readonly DeliveryEntry[]>
  /** To whichever destination. */
  deliveriesOf(digests: readonly DigestId[]): Promise<readonly DeliveryEntry[]>

  /** In the order in which they were first intended. */
  parts(id: DeliveryId): Promise<readonly PartEntry[]>
  /** Before the network: an attempt begins. The time of the first attempt is kept. */
  intend(id: DeliveryId, key: PartKey, at: number): Promise<PartEntry>
  /** After the network: it is there. */
  record(id: DeliveryId, key: PartKey, ref: MessageRef, at: number): Promise<void>
  /** The attempt certainly sent nothing: forget the intent. */
  withdraw(id: DeliveryId, key: PartKey): Promise<void>
  /** It was there, and somebody deleted it: forget it. */
  lose(id: DeliveryId, key: PartKey): Promise<void>
  /** The platform cannot say whether it is there. */
  doubt(id: DeliveryId, key: PartKey): Promise<void>
  /** The delivery and part that stand in this message. */
  whose(
    ref: Pick<MessageRef, 'platform' | 'channel' | 'message'>,
  ): Promise<{ id: DeliveryId; key: PartKey } | undefined>

  /** When the destination was first seen, noting `at` if that is now. */
  firstSeen(destination: string, at: number): Promise<number>
  /** The destinations that are paused. */
  pauses(): Promise<ReadonlyMap<string, Pause>>
  pause(destination: string, pause: Pause): Promise<void>
  resume(destination: string): Promise<void>
}
