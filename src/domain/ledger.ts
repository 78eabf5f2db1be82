import type { DeliveryEntry, DeliveryId, DeliveryState, MessageRef, PartEntry } from './delivery.ts'
import type { DigestId } from './digest.ts'
import type { PartKey } from './part.ts'

/** What has been intended, posted, edited, and where. Every method has happened durably once it resolves. */
export interface Ledger {
  /** Notes that this is owed. An entry that is there already stays as it is. */
  owe(entry: Omit<DeliveryEntry, 'state' | 'reason' | 'settledAt'>): Promise<DeliveryEntry>
  settle(id: DeliveryId, state: DeliveryState, at: number, reason?: string): Promise<void>
  delivery(id: DeliveryId): Promise<DeliveryEntry | undefined>
  /** Newest first. */
  deliveriesTo(destination: string, limit: number): Promise<readonly DeliveryEntry[]>
  /** All deliveries of these digests, to whichever destination. */
  deliveriesOf(digests: readonly DigestId[]): Promise<readonly DeliveryEntry[]>
  /** In the order in which they were first intended. */
  parts(id: string): Promise<readonly PartEntry[]>
  /** Before the network: an attempt begins. The time of a first attempt is kept. */
  intend(id: string, key: PartKey, at: number): Promise<void>
  /** After the network: it is there. */
  record(id: string, key: PartKey, ref: MessageRef, at: number): Promise<void>
  /** The attempt certainly sent nothing: forget the intent. */
  withdraw(id: string, key: PartKey): Promise<void>
  doubt(id: string, key: PartKey): Promise<void>
  /** The delivery and part posted as this message. */
  whose(
    ref: Pick<MessageRef, 'platform' | 'channel' | 'message'>,
  ): Promise<{ delivery: DeliveryEntry; key: PartKey } | undefined>
  /** When the destination was first seen, noting `at` if that is now. */
  firstSeen(destination: string, at: number): Promise<number>
  /** Why a destination is paused, if it is. */
  pauses(): Promise<ReadonlyMap<string, { reason: string; at: number }>>
  pause(destination: string, reason: string, at: number): Promise<void>
  resume(destination: string): Promise<void>
}
