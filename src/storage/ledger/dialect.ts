/** What databases write differently in the statements that they share. */
export interface LedgerDialect {
  /** The place of a value in a statement, counted from 1. A value may be used more than once. */
  parameter(position: number): string
  /** A field of a JSON object in a text column, as text; NULL if it is missing. */
  jsonField(column: string, field: string): string
  /** The JSON object in a text column, with this field only. */
  jsonObjectOf(column: string, field: string): string
  /** Follows the values of a row to be inserted, which is only inserted if this row is there, until the commit. */
  ifRow(table: string, condition: string): string
  /** A query for a text `version`, which changes with every write by any process. */
  readonly version: string
}

export const sqlite: LedgerDialect = {
  parameter: (position) => `?${position}`,
  jsonField: (column, field) => `json_extract(${column}, '$.${field}')`,
  jsonObjectOf: (column, field) => `json_object('${field}', json_extract(${column}, '$.${field}'))`,
  // Writers wait for each other anyway.
  ifRow: (table, condition) => `WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${condition})`,
  // The first counts the writes of this connection, the second changes with those of others.
  version: `SELECT total_changes() || '.' || data_version AS version FROM pragma_data_version`,
}
