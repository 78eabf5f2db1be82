import type { PoolClient } from 'pg'
import { ConfigurationError, LedgerUnusable } from '../../domain/errors.ts'
import { failureReason } from '../../i18n/failures.ts'
import { ledgerMigrations } from '../ledger/migrations.ts'
import { type DatabaseAddress, describeAddress } from './address.ts'
import { laneFactTables } from './lane-facts.ts'
import { claimOwners, laneRequestTables } from './lane-requests.ts'
import { laneTables } from './lanes.ts'
import { loginTables } from './logins.ts'
import { moves } from './move.ts'
import { stepForPostgres, tablesOfVersion12 } from './schema.ts'
import { subscriptionChanges } from './subscriptions.ts'

/** The version of the tables with which PostgreSQL began. */
const firstVersion = 12

/** Steps that differ from SQLite's, by the version that they lead to: SQLite, for one, cannot change a CHECK. */
const ownSteps: Readonly<Record<number, string>> = {
  [firstVersion]: [
    ...[tablesOfVersion12, subscriptionChanges, moves],
    ...[laneTables, laneRequestTables, laneFactTables, loginTables],
  ].join(';\n'),
  17: claimOwners,
}

/** The lock of those who change the tables; any number that is only ours. It ends with the transaction. https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS */
const lockTables = 'SELECT pg_advisory_xact_lock(5571037291340325234)'

/** PostgreSQL 15 is the oldest that is tested. */
const oldestServer = 150_000

/**
 * Brings the tables up to date, whole or not at all: of several machines that start together, one does it and the others
 * wait. In an empty database `first` is run with it. Throws `LedgerUnusable` while machines of an older version use the
 * tables, and `ConfigurationError` for tables of a newer version, and for a server that cannot keep the ledger.
 */
export async function migrate(
  client: Pick<PoolClient, 'query'>,
  address: DatabaseAddress,
  first: string,
): Promise<void> {
  await requireSuitable(client, address)
  await requireTransactions(client, address)
  const versionNow = ledgerMigrations.length
  // Readers must not wait for a writer.
  const known = await readVersion(client)
  requireKnown(known, address)
  if (known === versionNow) return
  await client.query('BEGIN')
  try {
    // Ends with the transaction, so that it also works behind a pooler.
    await client.query(lockTables)
    const found = await readVersion(client)
    requireKnown(found, address)
    if (found > 0 && found < versionNow) await requireUnused(client, address)
    const steps = [...stepsAfter(found), ...(found === 0 ? [first] : []), writeVersion(versionNow)]
    if (found < versionNow) await client.query(steps.join(';\n'))
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw isTaken(error) && known === 0 ? foreignTables(address, error) : error
  }
}

/** duplicate_table, duplicate_object, duplicate_function: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const taken = ['42P07', '42710', '42723']

const isTaken = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && taken.includes(String(error.code))

const foreignTables = (address: DatabaseAddress, cause: Error) =>
  new ConfigurationError(
    `The ${describeAddress(address)} has tables of another program (${cause.message}): make a database for Morning Post ` +
      'alone with CREATE DATABASE morning_post, and name it in DATABASE_URL.',
    { cause },
  )

function stepsAfter(version: number): readonly string[] {
  const steps: string[] = []
  for (let next = Math.max(version + 1, firstVersion); next <= ledgerMigrations.length; next += 1) {
    steps.push(ownSteps[next] ?? stepForPostgres(ledgerMigrations[next - 1] ?? ''))
  }
  return steps
}

/** The version of the tables, 0 if there are none. */
async function readVersion(client: Pick<PoolClient, 'query'>): Promise<number> {
  // Not `to_regclass`, which remembers until the next transaction that there was no table.
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'ledger_version'`,
  )
  if (rowCount === 0) return 0
  const { rows } = await client.query('SELECT version FROM ledger_version')
  return Number(rows[0]?.version ?? 0)
}

const writeVersion = (version: number) => `
  CREATE TABLE IF NOT EXISTS ledger_version (version BIGINT NOT NULL);
  DELETE FROM ledger_version;
  INSERT INTO ledger_version VALUES (${version})`

/** What an older version writes into newer tables may be lost or in the wrong place. */
async function requireUnused(client: Pick<PoolClient, 'query'>, address: DatabaseAddress): Promise<void> {
  const { rows } = await client.query('SELECT machine FROM machines WHERE alive_until > clock_timestamp()')
  if (rows.length === 0) return
  throw new LedgerUnusable(failureReason('database-older-machines', describeAddress(address), String(rows.length)))
}

function requireKnown(version: number, address: DatabaseAddress): void {
  if (version <= ledgerMigrations.length) return
  const versions = [version, ledgerMigrations.length].map(String)
  throw new ConfigurationError(failureReason('database-newer', describeAddress(address), ...versions))
}

/** protocol_violation: how PgBouncer refuses a transaction in the mode `statement`. */
const refusedByPooler = '08P01'

async function requireTransactions(client: Pick<PoolClient, 'query'>, address: DatabaseAddress): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query('COMMIT')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === refusedByPooler)) throw cause
    const reason = failureReason('database-without-transactions', describeAddress(address), cause.message)
    throw new ConfigurationError(reason, { cause })
  }
}

async function requireSuitable(client: Pick<PoolClient, 'query'>, address: DatabaseAddress): Promise<void> {
  const { rows } = await client.query(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
       current_setting('server_encoding') AS encoding`,
  )
  const { number, version, encoding } = rows[0] ?? {}
  if (number < oldestServer) {
    throw new ConfigurationError(failureReason('database-old-server', describeAddress(address), String(version)))
  }
  if (encoding !== 'UTF8') {
    throw new ConfigurationError(failureReason('database-encoding', describeAddress(address), String(encoding)))
  }
}
