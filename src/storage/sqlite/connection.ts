import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite'
import { createPrivately, makePrivate, privateFile } from './files.ts'

/** How long a statement waits for another process's lock, in milliseconds. No reader is answered meanwhile. */
export const busyTimeoutMs = 2_000

/** Functions that the steps of a migration call, by their names in SQL. */
type MigrationFunctions = Readonly<Record<string, (...values: SQLOutputValue[]) => SQLInputValue>>

interface Migration {
  readonly functions?: MigrationFunctions
  /** The steps that a file of this version still needs, where that is not all from there on. */
  readonly stepsAfter?: (version: number, db: DatabaseSync) => readonly string[]
  /** Called before the tables of an existing file are changed. If it throws, they stay as they are. */
  readonly before?: (db: DatabaseSync, version: number) => void
}

/** Opens the file with its tables up to date, and says which version was found: 0 for a new file. Throws as SQLite does. */
export function openVersioned(
  file: string,
  migrations: readonly string[],
  options: Migration = {},
): { db: DatabaseSync; found: number } {
  const db = connectSqlite(file)
  try {
    return { db, found: migrate(db, migrations, options) }
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens the file as it is, made when it is not there, for its owner alone. Throws as SQLite does. */
export function connectSqlite(file: string): DatabaseSync {
  if (file !== ':memory:') createPrivately(file)
  // SQLite gives them the rights that the file had when they were made.
  for (const ending of ['-wal', '-shm']) makePrivate(`${file}${ending}`, privateFile)
  const connected = connectWith(file, useWriteAheadLog)
  if (connected.isUsable) return connected.db
  connected.db.close()
  const other = connectWith(file, useRollbackJournal)
  if (other.isUsable) return other.db
  other.db.close()
  return connectWith(file, () => true).db
}

function connectWith(file: string, chooseJournal: (db: DatabaseSync) => boolean) {
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    // This comes first: after the first read it is too late to go without shared memory.
    const isUsable = chooseJournal(db)
    // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits on a power cut, and a lost receipt is a double post.
    db.exec('PRAGMA synchronous = FULL')
    return { db, isUsable }
  } catch (error) {
    db.close()
    throw error
  }
}

/** Whether WAL works: without shared memory, SQLite fails when a transaction begins, or does not report it. */
function useWriteAheadLog(db: DatabaseSync): boolean {
  const mode = journalModeOf(db, 'PRAGMA journal_mode = WAL')
  if (mode !== 'wal') return mode === 'memory'
  try {
    db.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; ROLLBACK')
  } catch (error) {
    if (isOfConnection(error)) return false
    if (resultCode(error) !== 5) throw error
  }
  db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
  return true
}

/** Without shared memory, only a process with exclusive access can read a write-ahead log and switch it off. */
function useRollbackJournal(db: DatabaseSync): boolean {
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE; BEGIN IMMEDIATE; ROLLBACK')
    // Other processes, such as `status`, may read from the next transaction on.
    db.exec('PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_master')
    return true
  } catch (error) {
    // The disk is read-only, and not only its shared memory.
    if (isOfConnection(error)) return false
    throw error
  }
}

/**
 * Whether another connection may succeed where this one fails: SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN,
 * SQLITE_PROTOCOL. https://www.sqlite.org/rescode.html
 */
export function isOfConnection(error: unknown): boolean {
  return [8, 10, 14, 15].includes(resultCode(error) ?? 0)
}

/** `wal`, `truncate`, or `memory` for one in memory. */
export function journalModeOf(db: DatabaseSync, pragma = 'PRAGMA journal_mode'): string {
  return String(db.prepare(pragma).get()?.journal_mode)
}

/** What a statement does; undefined for one that begins or ends a transaction. */
export function statementKind(sql: string): 'read' | 'change' | undefined {
  if (/^\s*select/i.test(sql)) return 'read'
  return /^\s*(?:insert|update|delete)/i.test(sql) ? 'change' : undefined
}

/** The primary result code of an error of SQLite, its low byte; undefined for others. https://www.sqlite.org/rescode.html */
export function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) % 256 : undefined
}

/** Whether the file itself is broken (SQLITE_CORRUPT, SQLITE_NOTADB), which waiting does not repair. */
export function isDamage(error: unknown): boolean {
  return [11, 26].includes(resultCode(error) ?? -1)
}

/** SQLITE_ERROR: a bug of ours, or a full-text index that finds its own tables broken. */
export function isVague(error: unknown): boolean {
  return resultCode(error) === 1
}

/** Checks a database by reading all of it. */
export function isSound(db: DatabaseSync): boolean {
  try {
    return db.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok'
  } catch {
    return false
  }
}

/** The file has tables that this version does not know. */
export class NewerVersion extends Error {
  readonly version: number
  readonly known: number

  constructor(version: number, known: number) {
    super(`it was written by a newer Morning Post: version ${version}, this one knows ${known}`)
    this.version = version
    this.known = known
  }
}

/** The length of the list is the version, and each step runs once, whole or not at all. */
function migrate(
  db: DatabaseSync,
  steps: readonly string[],
  { functions = {}, before, ...options }: Migration,
): number {
  const versionNow = () => Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  const found = versionNow()
  // Readers must not wait for a writer.
  if (found === steps.length) return steps.length
  if (found > 0 && found < steps.length) before?.(db, found)
  for (const [name, work] of Object.entries(functions)) db.function(name, { deterministic: true }, work)
  // The lock comes before the check, so that of two processes that start together only one migrates.
  db.exec('BEGIN IMMEDIATE')
  const version = versionNow()
  if (version > steps.length) {
    throw new NewerVersion(version, steps.length)
  }
  const missing = options.stepsAfter?.(version, db) ?? steps.slice(version)
  db.exec([...missing, `PRAGMA user_version = ${steps.length}`, 'COMMIT'].join('; '))
  return version
}
