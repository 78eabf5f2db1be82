import type { Ledger } from '../domain/ledger.ts'
import type { Subscriptions } from '../domain/subscriptions.ts'
import { openSqlite, queriesOver } from './database.ts'
import { type LedgerTables, ledgerMigrations } from './ledger-tables.ts'
import { SqliteLedger } from './sqlite-ledger.ts'
import { SqliteSubscriptions } from './sqlite-subscriptions.ts'

/** What must not be lost: what was posted, and who asked for what. */
export interface Store {
  readonly ledger: Ledger
  readonly subscriptions: Subscriptions
  close(): Promise<void>
}

/** Opens the store in one SQLite file, made when it is not there. */
export async function openStore(file: string): Promise<Store> {
  const queries = queriesOver<LedgerTables>(openSqlite(file, ledgerMigrations))
  return {
    ledger: new SqliteLedger(queries),
    subscriptions: await SqliteSubscriptions.open(queries),
    close: () => queries.destroy(),
  }
}
