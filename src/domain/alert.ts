import type { PlatformName } from './destination.ts'
import type { PartStore } from './ledger.ts'
import type { PartKey } from './part-key.ts'

/** Something that whoever runs the bot is told, once. */
export interface AlertRecord {
  /** Grows with every notice. */
  readonly id: number
  /** What it is about, e.g. `paused:research-slack`. Of one subject one notice is open at a time. */
  readonly subject: string
  /** What there is to say, as whoever noted it writes it. */
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

/** The receipts of messages that tell notices, kept as those of parts are. */
export type AlertReceipts = Pick<
  PartStore,
  'parts' | 'recordIntent' | 'recordReceipt' | 'cancelIntent' | 'markUncertain'
>

/** What whoever runs the bot was told, and is still to be told. Every change is durable once its promise resolves. */
export interface AlertStore extends AlertReceipts {
  /** Those whose subject is not settled, told or not. */
  open(): Promise<readonly AlertRecord[]>
  /** Whether there ever was one about this. */
  has(subject: string): Promise<boolean>
  /** A subject that is settled already is noted as `settled`. One that is open is left as it is. */
  add(subject: string, content: string, at: number, settled?: boolean): Promise<void>
  /** Its subject is settled: should it come up again, that is another notice. */
  resolve(id: number, at: number): Promise<void>
  /** In no message yet, oldest first. */
  unsent(limit: number): Promise<readonly AlertRecord[]>
  /** Puts them into one message. */
  createMessage(ids: readonly number[], place: Pick<AlertMessage, 'platform' | 'channel'>): Promise<AlertMessage>
  /** The message was not sent: its notices are free to be put into another. */
  discardMessage(key: PartKey): Promise<void>
  /** Messages that have no receipt, oldest first. */
  unfinished(): Promise<readonly AlertMessage[]>
}
