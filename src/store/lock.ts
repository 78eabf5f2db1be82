import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigurationError } from '../domain/errors.ts'
import { resultCode } from './database.ts'
import { ledgerTrouble } from './ledger-trouble.ts'

/** Beside the lock, for the message to whoever comes second. */
const noteName = 'lock.pid'

/** A database that nobody holds on to is closed by the garbage collector, and the folder would be free. */
const held = new Set<DatabaseSync>()

export interface FolderLock {
  release(): void
}

/** Takes a data folder for this process. Throws `ConfigurationError` when another process has it. */
export function lockFolder(folder: string): FolderLock {
  const lock = tryLockFolder(folder)
  if (lock) return lock
  throw new ConfigurationError(
    `Another Morning Post (process ${ownerIn(join(folder, noteName))}) is running on the data folder ${folder}. ` +
      'Stop it first, or give this one a folder of its own with MORNING_POST_DATA.',
  )
}

/**
 * The same, but undefined when another process has it. The lock is the operating system's, held through SQLite, so it
 * ends with the process however that ends.
 */
export function tryLockFolder(folder: string): FolderLock | undefined {
  const file = join(folder, 'lock.sqlite')
  const db = openLock(file)
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;')
  } catch (error) {
    db.close()
    if (isBusy(error)) return undefined
    throw ledgerTrouble(file, error) ?? error
  }
  noteOwner(join(folder, noteName))
  held.add(db)
  return {
    release: () => {
      held.delete(db)
      db.close()
    },
  }
}

function openLock(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file)
  } catch (error) {
    throw ledgerTrouble(file, error) ?? error
  }
}

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return resultCode(error) === 5
}

/** The lock is the lock without it. */
function noteOwner(note: string): void {
  try {
    writeFileSync(note, String(process.pid))
  } catch {}
}

function ownerIn(note: string): string {
  try {
    return readFileSync(note, 'utf8')
  } catch {
    return 'unknown'
  }
}
