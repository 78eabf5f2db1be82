import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, Store } from './database.ts'
import { backUp, restore } from './ledger/backup.ts'
import type { OpeningOptions } from './ledger/open.ts'

/** Whether there is a database in the data folder. */
export const hasDatabase = (dataFolder: string): boolean => existsSync(fileIn(dataFolder))

const fileIn = (dataFolder: string) => join(dataFolder, 'morning-post.sqlite')

/** The database of a data folder, the only place that knows which one it is. */
export function databaseIn(dataFolder: string): Database {
  const file = fileIn(dataFolder)
  return {
    open: (options) => openStore(file, options),
    backUp: (target, overwrite, now) => backUp(file, target, overwrite, now),
    restore: (backup, now) => restore(backup, file, now),
  }
}

/** The database that a running bot uses: the simulator's own, if it has no tokens. */
export function databaseOfBot(dataFolder: string, isSimulated: boolean): Pick<Database, 'open'> {
  const file = join(dataFolder, 'simulator.sqlite')
  if (!isSimulated || !existsSync(file)) return databaseIn(dataFolder)
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
  const store = await import('./ledger/store.ts')
  return store.openStore(file, options)
}
