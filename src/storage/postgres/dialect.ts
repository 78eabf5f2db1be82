import type { LedgerDialect } from '../ledger/dialect.ts'

export const postgres: LedgerDialect = {
  parameter: (position) => `$${position}`,
  jsonField: (column, field) => `(${column}::json ->> '${field}')`,
  jsonObjectOf: (column, field) => `json_build_object('${field}', ${column}::json -> '${field}')::text`,
  forShare: 'FOR SHARE',
  // Another one whenever a transaction that writes begins or ends.
  version: 'SELECT pg_current_snapshot()::text AS version',
}
