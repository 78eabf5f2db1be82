import type { Clock } from '../domain/clock.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { SavedQueries, SearchIndex } from '../domain/search.ts'
import type { Subscriptions } from '../domain/subscription.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'

/** What it takes to answer a reader. */
export interface ChatContext {
  readonly platforms: ReadonlyMap<PlatformName, Platform>
  readonly repository: DigestRepository & { publications(): readonly string[] }
  readonly ledger: Ledger
  readonly index: SearchIndex
  readonly savedQueries: SavedQueries
  readonly vocabulary: Vocabulary
  /** Those of the configuration file and those made in chat. */
  readonly destinations: () => readonly Destination[]
  readonly subscriptions: Subscriptions
  /** Who may manage destinations in chat, by id; undefined for whoever manages the channel. */
  readonly managers: (platform: PlatformName) => readonly string[] | undefined
  /** Where mistakes go that readers report; undefined for the log. */
  readonly reports: () => Pick<Destination, 'platform' | 'channel'> | undefined
  /** Asks the scheduler to look again: something is owed. */
  readonly wake: () => void
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}
