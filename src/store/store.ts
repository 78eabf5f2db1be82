import type { Inspection } from '../domain/inspection.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { Notices } from '../domain/notices.ts'
import type { Subscriptions } from '../domain/subscriptions.ts'
import { openSqlite, queriesOver } from './database.ts'
import { type LedgerTables, ledgerMigrations } from './ledger-tables.ts'
import { SqliteInspection } from './sqlite-inspection.ts'
import { SqliteLedger } from './sqlite-ledger.ts'
import { SqliteNotices } from './sqlite-notices.ts'
import { SqliteSubscriptions } from './sqlite-subscriptions.ts'

/** What must not be lost: what was posted, who asked for what, and who was told what. */
export interface Store {
  readonly ledger: Ledger
  readonly subscriptions: Subscriptions
  readonly notices: Notices
  readonly inspection: Inspection
  close(): Promise<void>
}

/** Opens the store in one SQLite file, made when it is not there. */
export async function openStore(file: string): Promise<Store> {
  const queries = queriesOver<LedgerTables>(openSqlite(file, ledgerMigrations))
  return {
    ledger: new SqliteLedger(queries),
    subscriptions: await SqliteSubscriptions.open(queries),
    notices: new SqliteNotices(queries),
    inspection: new SqliteInspection(queries),
    close: () => queries.destroy(),
  }
}
