import type { DeliveryEntry, DeliveryState, UncertainPart } from './delivery.ts'
import type { PlatformName } from './destination.ts'
import type { FailureReason } from './failure-reason.ts'

/** The number of one kind on one platform. */
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
  /** Uncertain parts. */
  readonly uncertain: readonly Count[]
  /** Paused destinations. */
  readonly paused: number
  /** Deliveries of the last day, by what became of them. */
  readonly recent: readonly (Count & { readonly state: DeliveryState })[]
  /** When each destination last got a whole digest, in milliseconds since 1970; without those that never did. */
  readonly lastPosted: ReadonlyMap<string, number>
}

/** A part that the platform refused. */
export interface RefusedPart extends Pick<UncertainPart, 'delivery' | 'destination' | 'digest' | 'key'> {
  readonly reason: FailureReason
}

/** Questions about everything in the ledger at once, answered quickly however long it has grown. */
export interface LedgerInspector {
  /** Late is what should have gone out more than `lateMs` ago. */
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
  /** Another word whenever anything was written since, by whichever process. */
  version(): Promise<string>
  /** Throws what keeps the ledger from being written. */
  checkWritable(at: number): Promise<void>
}
