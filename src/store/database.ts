import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { ConfigurationError } from '../domain/errors.ts'

/** How long a statement waits for another process's lock, in milliseconds. */
const busyTimeoutMs = 5_000

/** Opens the file with its tables up to date. Throws `ConfigurationError` when it is no database, or a newer one. */
export function openSqlite(file: string, migrations: readonly string[]): DatabaseSync {
  try {
    const db = connectSqlite(file)
    migrate(db, migrations)
    return db
  } catch (cause) {
    throw unusable(file, cause)
  }
}

/** Opens the file as it is, made when it is not there. Throws as SQLite does. */
export function connectSqlite(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits on a power cut, and a lost receipt is a double post.
  db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`)
  return db
}

/** What a stranger can do about a database that cannot be opened. */
export function unusable(file: string, cause: unknown): ConfigurationError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ConfigurationError(
    `${file} cannot be used (${reason}). Restore it, or move it away to start without what it remembers.`,
    { cause },
  )
}

/** Kysely over `node:sqlite`, which has the methods its SQLite dialect needs, spelled a little differently. */
export function queriesOver<Tables>(db: DatabaseSync): Kysely<Tables> {
  const database = {
    close: () => db.close(),
    prepare: (sql: string) => {
      const statement = db.prepare(sql)
      const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
      }
    },
  }
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
}

/** The length of the list is the version, and each step runs once, whole or not at all. */
function migrate(db: DatabaseSync, steps: readonly string[]): void {
  // Taken before looking, so that of two processes that start together one finds the work done.
  db.exec('BEGIN IMMEDIATE')
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (version > steps.length) {
    throw new RangeError(`it was written by a newer Morning Post: version ${version}, this one knows ${steps.length}`)
  }
  db.exec([...steps.slice(version), `PRAGMA user_version = ${steps.length}`, 'COMMIT'].join('; '))
}
