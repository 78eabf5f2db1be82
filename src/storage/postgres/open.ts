import { LedgerUnusable } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { unknownSince } from '../ledger/unknown-since.ts'
import { type DatabaseAddress, describeAddress } from './address.ts'
import { databaseNowSql } from './clock.ts'
import { migrate } from './migrations.ts'
import { LedgerPool, longTimeoutMs } from './pool.ts'

interface OpeningContext {
  /** When the ledger was last used by this machine, in milliseconds since 1970, if that is known. */
  readonly seenAt: number | undefined
  readonly log?: Log | undefined
}

interface OpenDatabase {
  readonly pool: LedgerPool
  /** A setting of the server that puts the ledger at risk; a sentence. */
  readonly weakness: string | undefined
}

/**
 * Opens the ledger's database. Records a gap if the ledger is incomplete: because it is new, or a copy. Throws as
 * `connect` does.
 */
export async function openDatabase(address: DatabaseAddress, { seenAt, log }: OpeningContext): Promise<OpenDatabase> {
  const { pool: setup, address: used } = await connect(address, firstGap(seenAt))
  await setup.end()
  const pool = new LedgerPool(used)
  try {
    const weakness = await pool.use(async (client) => {
      await noteGap(client, seenAt)
      return await weaknessOf(client, address)
    })
    if (weakness) log?.warn({ reason: weakness }, 'the database may lose posts')
    if (log) pool.logTo(log)
    return { pool, weakness }
  } catch (error) {
    await pool.end()
    throw error
  }
}

interface Connected {
  /** Gives up no statement before an hour has passed. */
  readonly pool: LedgerPool
  /** The address that was connected to. */
  readonly address: DatabaseAddress
}

/**
 * Connects, and brings the tables up to date; in an empty database `first` is run as well. Without encryption on the
 * server, `sslmode=prefer` goes without. Throws `LedgerUnusable`, or `ConfigurationError` as `migrate` does.
 */
export async function connect(address: DatabaseAddress, first = ''): Promise<Connected> {
  const pool = new LedgerPool(address, { timeoutMs: longTimeoutMs })
  try {
    await pool.use((client) => migrate(client, address, first))
    return { pool, address }
  } catch (error) {
    await pool.end()
    const isPlain = error instanceof LedgerUnusable && error.reason.code === 'database-without-tls'
    if (address.sslMode !== 'prefer' || !isPlain) throw error
    return await connect({ ...address, sslMode: 'disable', tls: undefined }, first)
  }
}

type Client = Parameters<typeof migrate>[0]

/** A new ledger may be one that was lost. It says so from the moment at which other machines see it. */
const firstGap = (seenAt: number | undefined) => `
  INSERT INTO runtime (name, value)
  VALUES ('gap_from', 0), ('gap_to', ${databaseNowSql}), ('gap_is_new', ${seenAt === undefined ? 1 : 0})`

async function noteGap(client: Client, seenAt: number | undefined): Promise<void> {
  const { rows } = await client.query('SELECT name, value FROM runtime')
  const runtime = new Map<string, number>(rows.map(({ name, value }) => [name, value]))
  const from = unknownSince(false, seenAt, runtime)
  if (from === undefined) return
  await client.query(
    `WITH noted AS (
       INSERT INTO runtime (name, value)
       VALUES ('gap_from', $1::bigint), ('gap_to', ${databaseNowSql}), ('gap_is_new', 0)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value
     ) DELETE FROM runtime WHERE name = 'copied_at'`,
    [Math.min(from, runtime.get('gap_from') ?? from)],
  )
}

/** A server that confirms what is not on its disk yet forgets posts when its power fails. */
async function weaknessOf(client: Client, address: DatabaseAddress): Promise<string | undefined> {
  const { rows } = await client.query(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`,
  )
  const setting = rows[0]?.fsync === 'off' ? 'fsync' : rows[0]?.commit === 'off' ? 'synchronous_commit' : undefined
  if (!setting) return undefined
  return (
    `The ${describeAddress(address)} has ${setting} = off: after a power cut it forgets the last posts, and they are ` +
    `posted again. Set ${setting} = on.`
  )
}
