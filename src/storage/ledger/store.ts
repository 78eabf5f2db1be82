import type { AlertLedger } from '../../domain/alert.ts'
import type { LedgerUnusable } from '../../domain/errors.ts'
import type { Ledger } from '../../domain/ledger.ts'
import type { LedgerInspector } from '../../domain/ledger-stats.ts'
import type { Subscriptions } from '../../domain/subscription.ts'
import { SqliteAlertStore } from './alerts.ts'
import { SqliteLedger } from './ledger.ts'
import { type OpeningOptions, openLedgerFile } from './open.ts'
import { SqliteLedgerInspector } from './stats.ts'
import { SqliteSubscriptions } from './subscriptions.ts'

/** The data that must not be lost: posts, subscriptions and alerts. */
export interface Store {
  readonly ledger: Ledger
  readonly subscriptions: Subscriptions
  readonly alerts: AlertLedger
  readonly inspector: LedgerInspector
  /** What keeps all of it from being used, if anything. */
  trouble(): LedgerUnusable | undefined
  /** Reads the whole file. Throws `LedgerUnusable` when something in it is broken. */
  check(): void
  close(): Promise<void>
}

/** Opens the store in one SQLite file, made when it is not there. */
export async function openStore(path: string, options: OpeningOptions = {}): Promise<Store> {
  const { file, queries, seen } = openLedgerFile(path, options)
  return {
    ledger: new SqliteLedger(queries, seen, () => file.hurry()),
    subscriptions: await SqliteSubscriptions.open(queries),
    alerts: new SqliteAlertStore(queries),
    inspector: new SqliteLedgerInspector(queries),
    trouble: () => file.trouble,
    check: () => file.check(),
    close: () => queries.destroy(),
  }
}
