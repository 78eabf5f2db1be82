import { DatabaseSync } from 'node:sqlite'
import type { PoolClient } from 'pg'
import { ConfigurationError } from '../../domain/errors.ts'
import { utcTime } from '../../domain/time-zone.ts'
import { count } from '../../lib/count.ts'
import type { RestoreReport } from '../database.ts'
import { type DatabaseAddress, describeAddress } from './address.ts'
import { type Content, contentOfPostgres, contentOfSqlite, type LedgerTable, rowsInSqlite, tablesOf } from './rows.ts'

/** What was moved into the database, by which a later move notices what was written since. */
export const moves = 'CREATE TABLE moves (at BIGINT NOT NULL, hash TEXT COLLATE "C" NOT NULL)'

interface MoveContext {
  readonly address: DatabaseAddress
  readonly now: number
}

/**
 * Puts the ledger in a SQLite file, whose tables are up to date, into the database: every row with its number, whole or
 * not at all. A database that was written since an earlier move, or has another ledger, is left as it is: then it throws
 * `ConfigurationError`.
 */
export async function moveInto(client: PoolClient, file: string, context: MoveContext): Promise<RestoreReport> {
  const source = new DatabaseSync(file, { readOnly: true })
  await client.query('BEGIN')
  try {
    await requireUnused(client, context.address)
    const tables = tablesOf(source)
    await client.query(`LOCK TABLE ${tables.map(({ name }) => `"${name}"`).join(', ')} IN ACCESS EXCLUSIVE MODE`)
    const content = contentOfSqlite(source, tables)
    const there = await contentOfPostgres(client, tables)
    if (there.hash !== content.hash) {
      await requireReplaceable(client, content, there, context.address)
      await replaceAll(client, source, tables)
      await requireEqual(content, await contentOfPostgres(client, tables))
    }
    await client.query('DELETE FROM moves')
    await client.query('INSERT INTO moves (at, hash) VALUES ($1, $2)', [context.now, content.hash])
    const { rows } = await client.query(`SELECT value FROM runtime WHERE name = 'copied_at'`)
    await client.query('COMMIT')
    return {
      database: describeAddress(context.address),
      deliveries: content.counts.get('deliveries') ?? 0,
      parts: content.counts.get('parts') ?? 0,
      ...(rows[0] && { copiedAt: rows[0].value }),
    }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    source.close()
  }
}

/**
 * A bot would go on with what it remembers of the rows that are replaced. A pooler hides connections that do nothing just
 * now, but a bot notes every few seconds that it is alive.
 */
async function requireUnused(client: PoolClient, address: DatabaseAddress): Promise<void> {
  const { rows } = await client.query(
    `SELECT coalesce(host(client_addr), 'this server') AS host FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()
     UNION ALL SELECT split_part(machine, ':', 1) FROM machines WHERE alive_until > clock_timestamp()`,
    [address.applicationName],
  )
  if (rows.length === 0) return
  throw new ConfigurationError(
    `The ${describeAddress(address)} is in use by a Morning Post (on ${rows[0].host}): stop every bot on it first.`,
  )
}

async function requireReplaceable(
  client: PoolClient,
  content: Content,
  there: Content,
  address: DatabaseAddress,
): Promise<void> {
  if (isEmpty(there)) return
  const { rows } = await client.query('SELECT at, hash FROM moves')
  const [last] = rows
  if (last?.hash === there.hash) return
  const where = describeAddress(address)
  const numbers = `The database has ${describeCounts(there)}; the file has ${describeCounts(content)}. Nothing was changed.`
  if (!last) {
    throw new ConfigurationError(
      `The ${where} has a ledger of its own, which would be lost: name an empty database, or go on with that one. ${numbers}`,
    )
  }
  const since = `since the move at ${utcTime(last.at)}`
  if (last.hash === content.hash) {
    throw new ConfigurationError(
      `The ${where} was written ${since}, and the file was not: there is nothing to move, go on with the database. ${numbers}`,
    )
  }
  throw new ConfigurationError(
    `Both the ${where} and the file were written ${since}, so one of them would lose posts: go on with the ` +
      `one that the bot used last, or move the file into an empty database. ${numbers}`,
  )
}

/** A bot that was only started has recorded its destinations, and nothing else. */
function isEmpty({ counts }: Content): boolean {
  return [...counts].every(([name, rows]) => rows === 0 || name === 'runtime' || name === 'destinations')
}

function describeCounts({ counts }: Content): string {
  const [deliveries = 0, parts = 0, subscriptions = 0] = ['deliveries', 'parts', 'subscriptions'].map((name) =>
    counts.get(name),
  )
  const posted = `${count(deliveries, 'delivery', 'deliveries')}, ${count(parts, 'message')}`
  return `${posted} and ${count(subscriptions, 'subscription')}`
}

async function replaceAll(client: PoolClient, source: DatabaseSync, tables: readonly LedgerTable[]): Promise<void> {
  for (const { name } of tables.toReversed()) await client.query(`DELETE FROM "${name}"`)
  for (const table of tables) {
    const { name, key, lastNumber } = table
    const columns = table.columns.map((column) => `"${column}"`).join(', ')
    const insert = `INSERT INTO "${name}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${name}", $1)`
    for (const rows of rowsInSqlite(source, table)) await client.query(insert, [JSON.stringify(rows)])
    // Sequences continue after deleted rows, so that no number is used twice.
    if (lastNumber === undefined) continue
    await client.query(`SELECT setval(pg_get_serial_sequence($1, $2), $3, $4)`, [
      ...[name, key[0], Math.max(lastNumber, 1), lastNumber > 0],
    ])
  }
}

async function requireEqual(wanted: Content, found: Content): Promise<void> {
  if (wanted.hash === found.hash) return
  const differ = [...wanted.counts].filter(([name, count]) => found.counts.get(name) !== count).map(([name]) => name)
  throw new Error(`The copy differs from the file: ${differ.length > 0 ? differ.join(', ') : 'in its content'}`)
}
