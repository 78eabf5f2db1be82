import type { Clock } from '../../domain/clock.ts'
import type { PartEntry } from '../../domain/delivery.ts'
import type { Destination, PlatformName } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import type { DeliveryQueries, DestinationStore, PartStore, UncertainParts } from '../../domain/ledger.ts'
import type { LedgerInspector } from '../../domain/ledger-stats.ts'
import type { ReviewQueries } from '../../domain/review.ts'
import type { DestinationDay } from '../../scheduler/destination-state.ts'

/** An operator's answer about an uncertain part: it is there, or it is not and may be sent. */
export interface ManualFinding {
  /** The delivery's id. */
  readonly delivery: string
  readonly part: string
  readonly isThere: boolean
  /** To the message, as the platform's app copies it. */
  readonly link?: string
}

/** The dependencies of the pages of deliveries. */
export interface DashboardData {
  readonly ledger: Pick<
    DeliveryQueries & DestinationStore & PartStore & UncertainParts,
    'deliveriesOf' | 'deliveriesTo' | 'parts' | 'pauses' | 'uncertainParts'
  >
  readonly reviews: Pick<ReviewQueries, 'recent'>
  readonly inspector: Pick<LedgerInspector, 'seen' | 'version'>
  readonly clock: Pick<Clock, 'now'>
  readonly destinations: () => readonly Destination[]
  /** The platforms with tokens, and whether each is connected. */
  readonly platforms: () => ReadonlyMap<PlatformName, boolean>
  /** Until when a destination was paused in chat, in milliseconds since 1970. */
  readonly pausedUntil: (destination: string) => number | undefined
  /** Throws an `ExpectedError` if it cannot be resolved this way. */
  readonly resolve: (finding: ManualFinding) => Promise<void>
}

/** The delivery that is open beside the calendar. */
export interface DeliveryDetail {
  readonly destination: Destination
  readonly cell: DestinationDay
  readonly parts: readonly PartEntry[]
  readonly digest?: Digest
  /** Whether uncertain parts can be resolved on this page. */
  readonly canResolve: boolean
  /** The path on this server that shows what a platform's link leads to, if the platform is simulated. */
  readonly local: (url: string) => string | undefined
}
