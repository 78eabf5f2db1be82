import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigurationError } from '../domain/errors.ts'

/**
 * Takes a data folder for this process. The lock is the operating system's, held through SQLite, so it ends with the
 * process however that ends. Throws `ConfigurationError` when another process has it.
 */
export function lockFolder(folder: string): { release(): void } {
  const db = new DatabaseSync(join(folder, 'lock.sqlite'))
  const note = join(folder, 'lock.pid')
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;')
  } catch (cause) {
    db.close()
    if (!isBusy(cause)) throw cause
    throw new ConfigurationError(
      `Another Morning Post (process ${ownerIn(note)}) is running on the data folder ${folder}. ` +
        'Stop it first, or give this one a folder of its own with MORNING_POST_DATA.',
      { cause },
    )
  }
  writeFileSync(note, String(process.pid))
  return { release: () => db.close() }
}

/** SQLITE_BUSY and its kin: https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === 5
}

function ownerIn(note: string): string {
  try {
    return readFileSync(note, 'utf8')
  } catch {
    return 'unknown'
  }
}
