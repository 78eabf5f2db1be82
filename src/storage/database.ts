import type { AlertLedger } from '../domain/alert.ts'
import type { CandidateRepository, SourceStateStore } from '../domain/candidate.ts'
import type { LedgerUnusable } from '../domain/errors.ts'
import type { InstallationStore } from '../domain/installation.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { LedgerInspector } from '../domain/ledger-stats.ts'
import type { Log } from '../domain/log.ts'
import type { RefusedRequests } from '../domain/refused-request.ts'
import type { ReviewLedger } from '../domain/review.ts'
import type { SharedStore } from '../domain/shared-store.ts'
import type { Subscriptions } from '../domain/subscription.ts'
import type { DataFolderLock } from './data-folder.ts'

/** The data that must not be lost: posts, subscriptions, installations, alerts, and candidates with what editors decided. */
export interface Store {
  readonly ledger: Ledger
  readonly subscriptions: Subscriptions
  readonly alerts: AlertLedger
  readonly candidates: CandidateRepository
  readonly sourceStates: SourceStateStore
  readonly refusals: RefusedRequests
  readonly reviews: ReviewLedger
  readonly installations: InstallationStore
  readonly inspector: LedgerInspector
  /** What several machines share, if the database can be shared. */
  readonly shared?: SharedStore
  /** A weakness of the database that an operator should know, if it has one; a sentence. */
  readonly weakness: string | undefined
  /** The error that prevents the use of the store, if any. */
  outage(): LedgerUnusable | undefined
  /** Calls back, at most one, each time the store becomes unusable. */
  onOutage(call: () => void): void
  /** Reads all of it. Throws `LedgerUnusable` when something in it is broken. */
  check(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  /** Logs when the store becomes unusable, and when it is usable again. */
  readonly log?: Log | undefined
  /** The lock that reads and writes need. */
  readonly lock?: DataFolderLock | undefined
}

/** The content of a copy. */
export interface CopyReport {
  readonly file: string
  readonly deliveries: number
  readonly parts: number
  /** When the copy was made, in milliseconds since 1970, and 0 if that is unknown: it is incomplete from then on. Undefined if it is complete. */
  readonly copiedAt?: number
}

/** What was restored, and the new name of the replaced ledger, if there was one. */
export interface RestoreReport extends Omit<CopyReport, 'file'> {
  readonly replaced?: string
  /** The description of the database, where that is no file. */
  readonly database?: string
}

/** A database that can keep the store. */
export interface Database {
  /** Makes it when it is not there. Throws `LedgerUnusable`, or `ConfigurationError` for a newer version's. */
  open(options?: StoreOptions): Promise<Store>
  /**
   * Makes a consistent copy, even during writes, and checks it. A folder gets a
   * file named after the time. Throws an `ExpectedError`, and leaves nothing half done.
   */
  backUp(target: string, overwrite: boolean, now: number): Promise<CopyReport>
  /**
   * Puts a copy in its place; without one, the ledger that was used before this database. It must not be in use. Throws
   * an `ExpectedError`, having changed nothing.
   */
  restore(backup: string | undefined, now: number): Promise<RestoreReport>
}
