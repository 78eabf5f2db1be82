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
