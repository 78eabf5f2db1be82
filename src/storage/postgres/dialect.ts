import type { LedgerDialect } from '../ledger/dialect.ts'

export const postgres: LedgerDialect = {
  parameter: (position) => `$${position}`,
  jsonField: (column, field) => `(${column}::json ->> '${field}')`,
  jsonObjectOf: (column, field) => `json_build_object('${field}', ${column}::json -> '${field}')::text`,
  ifRow: (table, condition) => `FROM (SELECT 1 FROM ${table} WHERE ${condition} FOR SHARE) AS held WHERE true`,
  // Another one whenever a transaction that writes begins or ends.
  version: 'SELECT pg_current_snapshot()::text AS version',
}
