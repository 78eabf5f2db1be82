import type { DeliveryEntry, DeliveryState } from './delivery.ts'
import type { PlatformName } from './destination.ts'

/** So many of one kind on one platform. */
export interface Count {
  readonly platform: PlatformName
  readonly count: number
}

/** What there is of everything, to be drawn as curves. */
export interface LedgerStats {
  /** Deliveries that are not all in their channel. */
  readonly pending: readonly Count[]
  /** Those of them that should have been there a while ago. */
  readonly late: readonly Count[]
  /** Parts of which nobody can say whether they are there. */
  readonly uncertain: readonly Count[]
  /** Destinations that get nothing until somebody changes something. */
  readonly paused: number
  /** Deliveries of the last day, by what became of them. */
  readonly recent: readonly (Count & { readonly state: DeliveryState })[]
}

/** Questions about everything in the ledger at once, answered quickly however long it has grown. */
export interface LedgerInspector {
  /** Late is what should have gone out more than `lateMs` ago. */
  count(now: number, lateMs: number): Promise<LedgerStats>
  /**
   * Deliveries that somebody should look at, oldest first: owed for more than `lateMs`, and, of those noted since
   * `since`, the ones that went out so late or failed.
   */
  problematicDeliveries(now: number, lateMs: number, since: number): Promise<readonly DeliveryEntry[]>
  /** When each destination was first seen, by name. */
  seen(): Promise<ReadonlyMap<string, number>>
  /** Another word whenever anything was written since, by whichever process. */
  version(): Promise<string>
  /** Throws what keeps the ledger from being written. */
  checkWritable(at: number): Promise<void>
}
