import type { Store } from '../database.ts'
import { SqlAlertStore } from './alerts.ts'
import { SqlCandidates } from './candidates.ts'
import { KyselyInstallations } from './installations.ts'
import { SqlLedger } from './ledger.ts'
import { type OpeningOptions, openLedgerFile } from './open.ts'
import { SqlReviewStore } from './reviews.ts'
import { SqlSourceStates } from './source-states.ts'
import { SqlLedgerInspector } from './stats.ts'
import { SqlSubscriptions } from './subscriptions.ts'

/** Opens the store in one SQLite file, made when it is not there. */
export async function openStore(path: string, options: OpeningOptions = {}): Promise<Store> {
  const opened = openLedgerFile(path, options)
  const { file, queries } = opened
  return {
    ledger: new SqlLedger(queries, { ...opened, hurry: () => file.hurry() }),
    subscriptions: await SqlSubscriptions.open(queries),
    alerts: new SqlAlertStore(queries),
    candidates: new SqlCandidates(queries),
    sourceStates: new SqlSourceStates(queries),
    reviews: new SqlReviewStore(queries),
    installations: new KyselyInstallations(queries),
    inspector: new SqlLedgerInspector(queries),
    weakness: file.weakness,
    trouble: () => file.trouble,
    check: async () => file.check(),
    close: () => queries.destroy(),
  }
}
