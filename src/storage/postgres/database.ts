import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigurationError } from '../../domain/errors.ts'
import type { CopyReport, Database, RestoreReport } from '../database.ts'
import { copyLedger, writeBackup } from '../sqlite/backup.ts'
import { readDatabaseUrl } from './address.ts'
import { copyToSqlite } from './backup.ts'
import { moveInto } from './move.ts'
import { connect } from './open.ts'
import { openPostgresStore } from './store.ts'

export interface PostgresPlace {
  readonly url: string
  readonly dataFolder: string
  /** The SQLite file that was used before. */
  readonly file: string
}

/** The database of a `postgres://` URL. */
export function postgresDatabase({ url, dataFolder, file }: PostgresPlace): Database {
  return {
    open: (options) => openPostgresStore(url, { ...options, dataFolder }),
    backUp: (target, overwrite, now) => backUp(url, target, overwrite, now),
    restore: (backup, now) => restore(backup, { url, dataFolder, file }, now),
  }
}

async function backUp(url: string, target: string, overwrite: boolean, now: number): Promise<CopyReport> {
  await using pool = (await connect(readDatabaseUrl(url))).pool
  return await writeBackup(target, overwrite, now, (draft) => pool.use((client) => copyToSqlite(client, draft)))
}

/** Without a backup, the ledger in the data folder is moved, which is complete. */
async function restore(backup: string | undefined, place: PostgresPlace, now: number): Promise<RestoreReport> {
  const source = backup ?? place.file
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) {
    throw new ConfigurationError(
      backup === undefined ? `There is nothing to move: ${source} does not exist.` : `${source} is no file.`,
    )
  }
  const address = readDatabaseUrl(place.url)
  await using pool = (await connect({ ...address, applicationName: `${address.applicationName} restore` })).pool
  using copy = copyLedger(source, join(place.dataFolder, 'moved.sqlite'), backup !== undefined)
  return await pool.use((client) => moveInto(client, copy.file, { address, now }))
}
