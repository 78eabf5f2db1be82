import type { DatabaseSync } from 'node:sqlite'
import type { PoolClient } from 'pg'
import { ledgerMigrations } from '../ledger/migrations.ts'
import { openVersioned } from '../sqlite/connection.ts'
import { earlierFormats } from '../sqlite/earlier-formats.ts'
import { type LedgerTable, rowsInPostgres, tablesOf } from './rows.ts'

/** Copies the ledger, as it is at one moment, into a new SQLite file. */
export async function copyToSqlite(client: PoolClient, file: string): Promise<void> {
  const { db } = openVersioned(file, ledgerMigrations, { functions: earlierFormats })
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  try {
    db.exec('PRAGMA synchronous = OFF; BEGIN')
    for (const table of tablesOf(db)) await copyTable(client, db, table)
    db.exec('COMMIT; PRAGMA synchronous = FULL')
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    db.close()
  }
}

async function copyTable(client: PoolClient, db: DatabaseSync, table: LedgerTable): Promise<void> {
  const { name, columns, key, lastNumber } = table
  const names = columns.map((column) => `"${column}"`).join(', ')
  const insert = db.prepare(`INSERT INTO "${name}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`)
  for await (const rows of rowsInPostgres(client, table)) {
    for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null))
  }
  if (lastNumber === undefined) return
  const { rows } = await client.query(
    `SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass), 0) AS last`,
    [name, key[0]],
  )
  db.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(name)
  db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(name, Number(rows[0]?.last ?? 0))
}
