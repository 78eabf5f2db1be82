import type { PlatformName } from './destination.ts'
import type { PartStore } from './ledger.ts'
import type { PartKey } from './part-key.ts'

/** Something that operators have to know, sent once. */
export interface AlertRecord {
  /** Grows with every notice. */
  readonly id: number
  /** What it is about, e.g. `paused:research-slack`. Of one subject one notice is open at a time. */
  readonly subject: string
  /** The alert as JSON; its shape belongs to the room that recorded it. */
  readonly content: string
  readonly createdAt: number
}

/** A message that tells some notices at once. */
export interface AlertMessage {
  readonly key: PartKey
  readonly platform: PlatformName
  readonly channel: string
  readonly alerts: readonly AlertRecord[]
}

/** Alerts that were recorded, sent or not. Every change is durable once its promise resolves. */
export interface AlertStore {
  /** Those that are not resolved. */
  open(): Promise<readonly AlertRecord[]>
  /** Whether there ever was one about this subject. */
  has(subject: string): Promise<boolean>
  /** Leaves an open one about this subject as it is. `resolved` for an alert about something that is over. */
  add(subject: string, content: string, at: number, resolved?: boolean): Promise<void>
  /** If the subject comes up again, that is another alert. */
  resolve(id: number, at: number): Promise<void>
  /** In no message yet, oldest first. */
  unsent(limit: number): Promise<readonly AlertRecord[]>
}

/** Messages with alerts. Their receipts are kept as those of parts are, in a `PartStore` of their own. */
export interface AlertMessageStore {
  createMessage(ids: readonly number[], place: Pick<AlertMessage, 'platform' | 'channel'>): Promise<AlertMessage>
  /** The message was not sent: its alerts can go into another. */
  discardMessage(key: PartKey): Promise<void>
  /** Messages without a receipt, oldest first. */
  unfinished(): Promise<readonly AlertMessage[]>
}

/** What one implementation provides. */
export type AlertLedger = AlertStore & AlertMessageStore & PartStore
