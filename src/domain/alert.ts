import type { PlatformName } from './destination.ts'
import type { PartBook } from './ledger.ts'
import type { PartKey } from './part.ts'

/** Something that whoever runs the bot is told, once. */
export interface Notice {
  /** Grows with every notice. */
  readonly id: number
  /** What it is about, e.g. `paused:research-slack`. Of one subject one notice is open at a time. */
  readonly subject: string
  /** What there is to say, as whoever noted it writes it. */
  readonly content: string
  readonly notedAt: number
}

/** A message that tells some notices at once. */
export interface NoticeMessage {
  readonly key: PartKey
  readonly platform: PlatformName
  readonly channel: string
  readonly notices: readonly Notice[]
}

/** The receipts of messages that tell notices, kept as those of parts are. */
export type NoticeReceipts = Pick<PartBook, 'parts' | 'intend' | 'record' | 'withdraw' | 'doubt'>

/** What whoever runs the bot was told, and is still to be told. Every change is durable once its promise resolves. */
export interface Notices extends NoticeReceipts {
  /** Those whose subject is not settled, told or not. */
  open(): Promise<readonly Notice[]>
  /** Whether there ever was one about this. */
  knows(subject: string): Promise<boolean>
  /** A subject that is settled already is noted as `settled`. One that is open is left as it is. */
  note(subject: string, content: string, at: number, settled?: boolean): Promise<void>
  /** Its subject is settled: should it come up again, that is another notice. */
  settle(id: number, at: number): Promise<void>
  /** In no message yet, oldest first. */
  untold(limit: number): Promise<readonly Notice[]>
  /** Puts them into one message. */
  gather(ids: readonly number[], place: Pick<NoticeMessage, 'platform' | 'channel'>): Promise<NoticeMessage>
  /** The message was not sent: its notices are free to be put into another. */
  scatter(key: PartKey): Promise<void>
  /** Messages that have no receipt, oldest first. */
  unfinished(): Promise<readonly NoticeMessage[]>
}
