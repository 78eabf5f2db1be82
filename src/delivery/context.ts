import type { Clock } from '../domain/clock.ts'
import type { DeliveryStore, DestinationStore, EditStore, PartStore, RuntimeStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { MetricsRecorder } from '../domain/metrics.ts'
import type { Platform } from '../domain/platform.ts'

/** What running a delivery depends on. */
export interface DeliveryContext {
  readonly platform: Platform
  readonly ledger: DeliveryStore & PartStore & Pick<RuntimeStore, 'gap'> & Pick<DestinationStore, 'pause'>
  readonly clock: Clock
  readonly log: Log
  readonly metrics?: MetricsRecorder
  /** Aborted when the process is stopping: the part in flight is finished, no other is started. */
  readonly signal: AbortSignal
}

/** What a correction depends on. */
export interface EditingContext extends DeliveryContext {
  readonly ledger: DeliveryContext['ledger'] & EditStore
}

/** For one part. Its receipt may be kept in another store than the ledger. */
export type PostingContext = Omit<DeliveryContext, 'ledger'> & {
  readonly ledger: PartStore & Partial<Pick<RuntimeStore, 'gap'>>
}
