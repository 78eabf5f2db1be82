import type { Clock } from '../domain/clock.ts'
import type { PartEntry } from '../domain/delivery.ts'
import type { DigestId } from '../domain/digest.ts'
import type {
  DeliveryStore,
  DestinationStore,
  EditStore,
  PartStore,
  RuntimeStore,
  UncertainParts,
} from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { MetricsRecorder } from '../domain/metrics.ts'
import type { Platform } from '../domain/platform.ts'

/** The dependencies of a delivery. */
export interface DeliveryContext {
  readonly platform: Platform
  readonly ledger: DeliveryStore &
    PartStore &
    Pick<RuntimeStore, 'gap' | 'noteFound'> &
    Pick<DestinationStore, 'pause' | 'firstSeen'> &
    Pick<EditStore, 'markUneditable'> &
    Pick<UncertainParts, 'findByMessage'>
  readonly clock: Clock
  readonly log: Log
  readonly metrics?: MetricsRecorder
  /** Aborted when the process is stopping: the part in flight is finished, no other is started. */
  readonly signal: AbortSignal
  /**
   * Another bot with the same token may have posted what was due before this one started, in milliseconds since
   * 1970, and what a destination gets that was added since. This many more deliveries are looked for in their channels first;
   * by then another bot would have been noticed.
   */
  readonly lookout?: { readonly startedAt: number; left: number }
  /** The platform counts connections of other processes with the same token: they may post the same at this moment. */
  readonly hasOtherConnections?: boolean
}

/** The dependencies of a correction. */
export interface EditingContext extends DeliveryContext {
  readonly ledger: DeliveryContext['ledger'] & EditStore
  /** Called when a delivery that was skipped became due, because its digest has something for the destination now. */
  readonly onReopen?: (digest: DigestId) => void
}

/** What is known of the parts of a delivery before one of them is posted. */
export interface KnownParts {
  /** The parts in the ledger, if they were read and nothing else has posted the delivery since. */
  readonly entries?: readonly PartEntry[]
  /** Whether the ledger knows all posts of the delivery: then no part without an entry has to be looked for. */
  readonly isRemembered: boolean
  /**
   * Whether another bot was given time to post the next part, since one was found that the ledger does not know. Absent where
   * a reader waits.
   */
  hasWaited?: boolean
}

/** The dependencies of posting one part. Its receipt may be kept in another store than the ledger. */
export type PostingContext = Omit<DeliveryContext, 'ledger'> & {
  readonly ledger: PartStore & Partial<Pick<RuntimeStore, 'gap'> & Pick<UncertainParts, 'findByMessage'>>
}
