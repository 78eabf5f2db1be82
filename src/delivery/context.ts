import type { Clock } from '../domain/clock.ts'
import type { Ledger, PartStore, RuntimeStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { MetricsRecorder } from '../domain/metrics.ts'
import type { Platform } from '../domain/platform.ts'

/** What running a delivery depends on. */
export interface DeliveryContext {
  readonly platform: Platform
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  readonly metrics?: MetricsRecorder
  /** Aborted when the process is stopping: the part in flight is finished, no other is started. */
  readonly signal: AbortSignal
}

/** For one part. Its receipt may be kept in another store than the ledger. */
export type PostingContext = Omit<DeliveryContext, 'ledger'> & {
  readonly ledger: PartStore & Partial<Pick<RuntimeStore, 'gap'>>
}
