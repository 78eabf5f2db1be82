import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'

/** How long a statement waits for another process's lock, in milliseconds. */
const busyTimeoutMs = 5_000

export function openSqlite(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits on a power cut, and a lost receipt is a double post.
  db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`)
  return db
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

/** Brings the tables up to date: the length of the list is the version, and each step runs once, whole or not at all. */
export function migrate(db: DatabaseSync, steps: readonly string[]): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (version > steps.length) {
    throw new RangeError(
      `the database was written by a newer Morning Post (version ${version}, this one knows ${steps.length})`,
    )
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue
    db.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${index + 1}; COMMIT;`)
  }
}
