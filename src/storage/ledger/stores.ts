import type { Kysely } from 'kysely'
import { SqlAlertStore } from './alerts.ts'
import { SqlCandidates } from './candidates.ts'
import type { LedgerDialect } from './dialect.ts'
import { SqlInstallations } from './installations.ts'
import { SqlRefusedRequests } from './refused-requests.ts'
import { SqlReviewStore } from './reviews.ts'
import { SqlSourceStates } from './source-states.ts'
import { SqlLedgerInspector } from './stats.ts'
import type { LedgerTables } from './tables.ts'

/** The stores beside the ledger whose statements every database understands. */
export const storesBesideLedger = (queries: Kysely<LedgerTables>, dialect: LedgerDialect) => ({
  alerts: new SqlAlertStore(queries),
  candidates: new SqlCandidates(queries),
  sourceStates: new SqlSourceStates(queries),
  refusals: new SqlRefusedRequests(queries),
  reviews: new SqlReviewStore(queries),
  installations: new SqlInstallations(queries),
  inspector: new SqlLedgerInspector(queries, dialect),
})
