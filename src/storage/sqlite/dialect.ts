import type { LedgerDialect } from '../ledger/dialect.ts'

export const sqlite: LedgerDialect = {
  parameter: (position) => `?${position}`,
  jsonField: (column, field) => `json_extract(${column}, '$.${field}')`,
  jsonObjectOf: (column, field) => `json_object('${field}', json_extract(${column}, '$.${field}'))`,
  // Writers wait for each other anyway.
  ifRow: (table, condition) => `WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${condition})`,
  // The first counts the writes of this connection, the second changes with those of others.
  version: `SELECT total_changes() || '.' || data_version AS version FROM pragma_data_version`,
}
