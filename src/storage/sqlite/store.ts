import type { Store } from '../database.ts'
import { SqlAlertStore } from '../ledger/alerts.ts'
import { SqlCandidates } from '../ledger/candidates.ts'
import { SqlInstallations } from '../ledger/installations.ts'
import { SqlLedger } from '../ledger/ledger.ts'
import { SqlRefusals } from '../ledger/refusals.ts'
import { SqlReviewStore } from '../ledger/reviews.ts'
import { SqlSourceStates } from '../ledger/source-states.ts'
import { SqlLedgerInspector } from '../ledger/stats.ts'
import { SqlSubscriptions } from '../ledger/subscriptions.ts'
import { sqlite } from './dialect.ts'
import { executeOn } from './execute.ts'
import { type OpeningOptions, type OpenLedgerFile, openLedgerFile } from './open-ledger-file.ts'

/** Opens the ledger alone in one SQLite file, made when it is not there. */
export function openLedger(path: string): SqlLedger {
  return ledgerIn(openLedgerFile(path))
}

/** Opens the store in one SQLite file, made when it is not there. */
export async function openStore(path: string, options: OpeningOptions = {}): Promise<Store> {
  const opened = openLedgerFile(path, options)
  const { file, queries } = opened
  return {
    ledger: ledgerIn(opened),
    subscriptions: await SqlSubscriptions.open(queries),
    alerts: new SqlAlertStore(queries),
    candidates: new SqlCandidates(queries),
    sourceStates: new SqlSourceStates(queries),
    refusals: new SqlRefusals(queries),
    reviews: new SqlReviewStore(queries),
    installations: new SqlInstallations(queries),
    inspector: new SqlLedgerInspector(queries, sqlite),
    weakness: file.weakness,
    trouble: () => file.trouble,
    check: async () => file.check(),
    close: () => queries.destroy(),
  }
}

const ledgerIn = ({ file, queries, seen }: OpenLedgerFile) =>
  new SqlLedger(queries, {
    dialect: sqlite,
    hurry: () => file.hurry(),
    execute: executeOn(file, queries),
    ...(seen && { seen }),
  })
