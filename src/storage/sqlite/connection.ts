import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite'
import { ConfigurationError } from '../../domain/errors.ts'

/** How long a statement waits for another process's lock, in milliseconds. No reader is answered meanwhile. */
export const busyTimeoutMs = 2_000

/** Functions that the steps of a migration call, by their names in SQL. */
export type MigrationFunctions = Readonly<Record<string, (...values: SQLOutputValue[]) => SQLInputValue>>

/** Opens the file with its tables up to date, and says which version was found: 0 for a new file. Throws as SQLite does. */
export function openVersioned(
  file: string,
  migrations: readonly string[],
  functions: MigrationFunctions = {},
): { db: DatabaseSync; found: number } {
  const db = connectSqlite(file)
  try {
    return { db, found: migrate(db, migrations, functions) }
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens the file as it is, made when it is not there. Throws as SQLite does. */
export function connectSqlite(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs })
  // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits on a power cut, and a lost receipt is a double post.
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** What a stranger can do about a database that cannot be opened. */
export function describeUnusable(file: string, cause: unknown): ConfigurationError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ConfigurationError(
    `${file} cannot be used (${reason}). Restore it, or move it away to start without what it remembers.`,
    { cause },
  )
}

/** The primary result code of an error of SQLite, its low byte; undefined for others. https://www.sqlite.org/rescode.html */
export function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) % 256 : undefined
}

/** Whether the file itself is broken (SQLITE_CORRUPT, SQLITE_NOTADB), which no waiting mends. */
export function isDamage(error: unknown): boolean {
  return [11, 26].includes(resultCode(error) ?? -1)
}

/** SQLITE_ERROR: a bug of ours, or a full-text index that finds its own tables broken. */
export function isVague(error: unknown): boolean {
  return resultCode(error) === 1
}

/** Whether a database is whole, found out by reading all of it. */
export function isSound(db: DatabaseSync): boolean {
  try {
    return db.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok'
  } catch {
    return false
  }
}

/** The file has tables that this version does not know. */
export class NewerVersion extends Error {}

/** The length of the list is the version, and each step runs once, whole or not at all. */
function migrate(db: DatabaseSync, steps: readonly string[], functions: MigrationFunctions): number {
  const versionNow = () => Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  // Readers must not wait for a writer.
  if (versionNow() === steps.length) return steps.length
  for (const [name, work] of Object.entries(functions)) db.function(name, { deterministic: true }, work)
  // Taken before looking, so that of two processes that start together one finds the work done.
  db.exec('BEGIN IMMEDIATE')
  const version = versionNow()
  if (version > steps.length) {
    throw new NewerVersion(`it was written by a newer Morning Post: version ${version}, this one knows ${steps.length}`)
  }
  db.exec([...steps.slice(version), `PRAGMA user_version = ${steps.length}`, 'COMMIT'].join('; '))
  return version
}
