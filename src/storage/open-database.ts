import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigurationError } from '../domain/errors.ts'
import type { Database, Store } from './database.ts'
import type { PostgresPlace } from './postgres/database.ts'
import { backUp, restore } from './sqlite/backup.ts'
import type { OpeningOptions } from './sqlite/open-ledger-file.ts'

/** Where the data is kept. */
export interface DataPlace {
  readonly dataFolder: string
  /** The PostgreSQL database of the store, instead of a file in the data folder. A secret. */
  readonly databaseUrl?: string
}

/** Whether there is a database. */
export const hasDatabase = ({ dataFolder, databaseUrl }: DataPlace): boolean =>
  databaseUrl !== undefined || existsSync(ledgerFileIn(dataFolder))

/** The ledger, where it is a file. */
export const ledgerFileIn = (dataFolder: string) => join(dataFolder, 'morning-post.sqlite')

/** Chooses the database of the store; no other module knows which one it is. */
export function databaseIn({ dataFolder, databaseUrl }: DataPlace): Database {
  const file = ledgerFileIn(dataFolder)
  if (databaseUrl !== undefined) return postgresAt({ url: databaseUrl, dataFolder, file })
  return {
    open: (options) => openStore(file, options),
    backUp: async (target, overwrite, now) => backUp(file, target, overwrite, now),
    restore: async (backup, now) => {
      if (backup === undefined) throw new ConfigurationError('Name the backup, or the database with --to.')
      return restore(backup, file, now)
    },
  }
}

/** The database that a running bot uses: the simulator's own, if it has no tokens. */
export function databaseOfBot(place: DataPlace, isSimulated: boolean): Pick<Database, 'open'> {
  const file = join(place.dataFolder, 'simulator.sqlite')
  if (!isSimulated || !existsSync(file)) return databaseIn(place)
  return { open: (options) => openStore(file, { ...options, isThrowaway: true }) }
}

/** The simulator's database, which starts empty each time: nothing is reported as lost. */
export function emptyDatabaseIn(dataFolder: string): Pick<Database, 'open'> {
  const file = join(dataFolder, 'simulator.sqlite')
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  return { open: (options) => openStore(file, { ...options, isThrowaway: true }) }
}

/** The query builder takes long to load, and most commands open no store. */
async function openStore(file: string, options?: OpeningOptions): Promise<Store> {
  const store = await import('./sqlite/store.ts')
  return store.openStore(file, options)
}

/** The client of PostgreSQL is loaded only where it is used. */
function postgresAt(place: PostgresPlace): Database {
  const load = async () => (await import('./postgres/database.ts')).postgresDatabase(place)
  return {
    open: async (options) => (await load()).open(options),
    backUp: async (...values) => (await load()).backUp(...values),
    restore: async (...values) => (await load()).restore(...values),
  }
}
