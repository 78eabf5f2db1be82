import type { Clock } from '../domain/clock.ts'
import type { PlatformName } from '../domain/destination.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { Library } from '../domain/library.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'

/** What it takes to answer a reader. */
export interface Desk {
  readonly platforms: ReadonlyMap<PlatformName, Platform>
  readonly library: Library
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}
