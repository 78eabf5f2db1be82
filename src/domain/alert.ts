import type { PlatformName } from './destination.ts'
import type { PartStore } from './ledger.ts'
import type { PartKey } from './part-key.ts'

/** An alert for operators, sent once. */
export interface AlertRecord {
  /** Grows with every alert. */
  readonly id: number
  /** What it is about, e.g. `paused:research-slack`. Each subject has at most one open alert. */
  readonly subject: string
  /** The alert as JSON; its shape belongs to the room that recorded it. */
  readonly content: string
  readonly createdAt: number
}

/** A message with one or more alerts. */
export interface AlertMessage {
  readonly key: PartKey
  readonly platform: PlatformName
  readonly channel: string
  readonly alerts: readonly AlertRecord[]
}

/** The recorded alerts, sent or not. Every change is durable once its promise resolves. */
export interface AlertStore {
  /** Alerts that are not resolved. */
  open(): Promise<readonly AlertRecord[]>
  /** Whether there was ever an alert about this subject. */
  has(subject: string): Promise<boolean>
  /** An open alert about the same subject stays as it is. `resolved` for an alert about something that is over. */
  add(subject: string, content: string, at: number, resolved?: boolean): Promise<void>
  /** If the subject comes up again, it is a new alert. */
  resolve(id: number, at: number): Promise<void>
  /** Alerts that are in no message yet, oldest first. */
  unsent(limit: number): Promise<readonly AlertRecord[]>
}

/** Messages with alerts. Their receipts are kept in a `PartStore`, like those of parts. */
interface AlertMessageStore {
  createMessage(ids: readonly number[], place: Pick<AlertMessage, 'platform' | 'channel'>): Promise<AlertMessage>
  /** The message was not sent: its alerts can go into another. */
  discardMessage(key: PartKey): Promise<void>
  /** Messages without a receipt, oldest first. */
  unfinished(): Promise<readonly AlertMessage[]>
}

/** What one implementation provides. */
export type AlertLedger = AlertStore & AlertMessageStore & PartStore
