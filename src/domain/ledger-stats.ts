import type { DeliveryEntry, DeliveryState, UncertainPart } from './delivery.ts'
import type { PlatformName } from './destination.ts'
import type { FailureReason } from './failure-reason.ts'

/** The number of one kind on one platform. */
interface Count {
  readonly platform: PlatformName
  readonly count: number
}

/** The number of one kind at one destination, which may have left the configuration since. */
interface DestinationCount extends Count {
  readonly destination: string
}

/** Counts for the metrics. */
export interface LedgerStats {
  /** Deliveries that are not all in their channel. */
  readonly pending: readonly DestinationCount[]
  /** Pending deliveries that are late. */
  readonly late: readonly DestinationCount[]
  /** Uncertain parts. */
  readonly uncertain: readonly Count[]
  /** The names of paused destinations, also of those that have left the configuration. */
  readonly paused: readonly string[]
  /** Sources of candidates whose last fetch failed, of those that are still fetched. */
  readonly failingSources: number
  /** Deliveries of the last day, by state. */
  readonly recent: readonly (Count & { readonly state: DeliveryState })[]
  /**
   * When each destination last got a whole digest, in milliseconds since 1970; before its first one, when the bot first
   * saw the destination.
   */
  readonly lastSuccess: ReadonlyMap<string, number>
}

/** A part that the platform refused. */
export interface RefusedPart extends Pick<UncertainPart, 'delivery' | 'destination' | 'digest' | 'key'> {
  readonly reason: FailureReason
}

/** Queries over the whole ledger, which stay fast as it grows. */
export interface LedgerInspector {
  /** A delivery is late if it was due more than `lateMs` ago. */
  count(now: number, lateMs: number): Promise<LedgerStats>
  /**
   * Deliveries that need attention, oldest first: pending for more than `lateMs`, and, of those added since
   * `since`, the ones that went out so late or failed.
   */
  problematicDeliveries(now: number, lateMs: number, since: number): Promise<readonly DeliveryEntry[]>
  /** Parts of deliveries added since then that the platform refused, each with a line in its place; oldest first. */
  refusedParts(since: number): Promise<readonly RefusedPart[]>
  /** When each destination was first seen, by name. */
  seen(): Promise<ReadonlyMap<string, number>>
  /** Changes with every write, by any process. */
  version(): Promise<string>
  /** Throws the error that prevents a write. */
  checkWritable(at: number): Promise<void>
}
