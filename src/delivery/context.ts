import type { Clock } from '../domain/clock.ts'
import type { Ledger, PartBook } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { Meter } from '../domain/metrics.ts'
import type { Platform } from '../domain/platform.ts'

/** What it takes to post something on one platform. */
export interface Tools {
  readonly platform: Platform
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  readonly meter?: Meter
  /** Aborted when the process is stopping: finish the part in flight, begin no other. */
  readonly signal: AbortSignal
}

/** What it takes to post one part once: receipts may be kept in another book than the ledger. */
export type PostingTools = Omit<Tools, 'ledger'> & {
  readonly ledger: Pick<PartBook, 'parts' | 'intend' | 'record' | 'withdraw' | 'doubt'> & Partial<Pick<Ledger, 'gap'>>
}
