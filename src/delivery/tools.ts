import type { Clock } from '../domain/clock.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'

/** What it takes to post something on one platform. */
export interface Tools {
  readonly platform: Platform
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  /** Aborted when the process is stopping: finish the part in flight, begin no other. */
  readonly signal: AbortSignal
}
