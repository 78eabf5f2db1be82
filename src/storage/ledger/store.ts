import type { Store } from '../database.ts'
import { SqliteAlertStore } from './alerts.ts'
import { SqliteCandidates } from './candidates.ts'
import { KyselyInstallations } from './installations.ts'
import { SqliteLedger } from './ledger.ts'
import { type OpeningOptions, openLedgerFile } from './open.ts'
import { SqliteReviewStore } from './reviews.ts'
import { SqliteSourceStates } from './source-states.ts'
import { SqliteLedgerInspector } from './stats.ts'
import { SqliteSubscriptions } from './subscriptions.ts'

/** Opens the store in one SQLite file, made when it is not there. */
export async function openStore(path: string, options: OpeningOptions = {}): Promise<Store> {
  const { file, queries, seen } = openLedgerFile(path, options)
  return {
    ledger: new SqliteLedger(queries, seen, () => file.hurry()),
    subscriptions: await SqliteSubscriptions.open(queries),
    alerts: new SqliteAlertStore(queries),
    candidates: new SqliteCandidates(queries),
    sourceStates: new SqliteSourceStates(queries),
    reviews: new SqliteReviewStore(queries),
    installations: new KyselyInstallations(queries),
    inspector: new SqliteLedgerInspector(queries),
    weakness: file.weakness,
    trouble: () => file.trouble,
    check: () => file.check(),
    close: () => queries.destroy(),
  }
}
