import type { AlertLedger } from './alert.ts'
import type { CandidateRepository, SourceStateStore } from './candidate.ts'
import type { InstallationStore } from './installation.ts'
import type { Fence, FencingContext, LaneRequests, LaneStore } from './lane.ts'
import type { Ledger } from './ledger.ts'
import type { LoginRecord } from './login-record.ts'
import type { ReviewLedger } from './review.ts'
import type { Subscriptions } from './subscription.ts'

/** The stores beside the ledger that the owner of a lane writes. */
export interface OwnedStores {
  readonly alerts: AlertLedger
  readonly candidates: CandidateRepository
  readonly sourceStates: SourceStateStore
  readonly reviews: ReviewLedger
  readonly installations: InstallationStore
  readonly subscriptions: Subscriptions
}

/** Features of a database that several machines can share. */
export interface SharedStore {
  /** The ledger of a process that owns some lanes: what follows from owning a lane names the lane's fence. */
  fencedLedger(context: FencingContext): Ledger
  /** The stores beside it, as the owner of a lane writes them: every change throws `LaneLost` once a newer owner has it. */
  fencedStores(fence: Fence): OwnedStores
  readonly lanes: LaneStore
  readonly requests: LaneRequests
  readonly logins: LoginRecord
  /** Notifies the machines that a delivery is due, or is to be undone, at once. */
  wakeMachines(): Promise<void>
  /**
   * Calls back when a lane may be free or has a request (`lane`), and when a delivery is due (`delivery`), until it is
   * stopped. A call may be missed.
   */
  onChange(call: (about: 'lane' | 'delivery') => void): { stop(): Promise<void> }
}
