import { createHash } from 'node:crypto'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { PoolClient } from 'pg'

/** A table of the ledger, which both databases have with the same columns. */
export interface LedgerTable {
  readonly name: string
  readonly columns: readonly string[]
  /** The columns of its primary key, by which its rows are ordered. */
  readonly key: readonly string[]
  /** The highest number that was given to a row of it, if its rows are numbered. */
  readonly lastNumber?: number
}

type Row = Readonly<Record<string, SQLOutputValue>>

/** The number of rows held in memory at once. */
const rowsAtOnce = 1_000

/** Tables that others refer to come first. */
const first = ['deliveries', 'alert_messages']

/** The tables of a ledger in SQLite. */
export function tablesOf(db: DatabaseSync): readonly LedgerTable[] {
  const names = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .all()
    .map(({ name }) => String(name))
  const numbers = new Map(
    db
      .prepare('SELECT name, seq FROM sqlite_sequence')
      .all()
      .map(({ name, seq }) => [name, Number(seq)]),
  )
  return [...new Set([...first, ...names])].map((name) => {
    const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?)').all(name)
    const isNumbered = db.prepare("SELECT 1 FROM sqlite_master WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'").get(name)
    return {
      name,
      columns: columns.map((column) => String(column.name)),
      key: columns
        .filter(({ pk }) => Number(pk) > 0)
        .toSorted((one, other) => Number(one.pk) - Number(other.pk))
        .map((column) => String(column.name)),
      ...(isNumbered && { lastNumber: numbers.get(name) ?? 0 }),
    }
  })
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')

const select = ({ name, columns, key }: LedgerTable) =>
  `SELECT ${quoted(columns)} FROM "${name}" ORDER BY ${quoted(key)}`

/** The rows of a table in SQLite, some at a time. */
export function* rowsInSqlite(db: DatabaseSync, table: LedgerTable): Generator<readonly Row[]> {
  let rows: Row[] = []
  for (const row of db.prepare(select(table)).iterate()) {
    if (rows.push(withoutNul(row)) < rowsAtOnce) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** The rows of a table in PostgreSQL, some at a time. Within a transaction. */
export async function* rowsInPostgres(client: PoolClient, table: LedgerTable): AsyncGenerator<readonly Row[]> {
  await client.query(`DECLARE ledger_rows CURSOR FOR ${select(table)}`)
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${rowsAtOnce} FROM ledger_rows`)
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) break
  }
  await client.query('CLOSE ledger_rows')
}

/** PostgreSQL’s texts cannot hold the character NUL. */
function withoutNul(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? value.replaceAll('\0', '') : value]),
  )
}

/** The number of rows in each table, and a hash of all of them but `runtime`, which changes although nothing is posted. */
export interface Content {
  readonly counts: ReadonlyMap<string, number>
  readonly hash: string
}

/** Reads everything once, in the order in which it is given. */
class ContentReader {
  readonly #hash = createHash('sha256')
  readonly #counts = new Map<string, number>()

  add({ name, columns }: LedgerTable, rows: readonly Row[]): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + rows.length)
    if (name === 'runtime') return
    for (const row of rows) {
      this.#hash.update(`${JSON.stringify([name, ...columns.map((column) => row[column])])}\n`)
    }
  }

  get content(): Content {
    return { counts: this.#counts, hash: this.#hash.copy().digest('hex') }
  }
}

export function contentOfSqlite(db: DatabaseSync, tables: readonly LedgerTable[]): Content {
  const reader = new ContentReader()
  for (const table of tables) for (const rows of rowsInSqlite(db, table)) reader.add(table, rows)
  return reader.content
}

/** Within a transaction. */
export async function contentOfPostgres(client: PoolClient, tables: readonly LedgerTable[]): Promise<Content> {
  const reader = new ContentReader()
  for (const table of tables) for await (const rows of rowsInPostgres(client, table)) reader.add(table, rows)
  return reader.content
}
