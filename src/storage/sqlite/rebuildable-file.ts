import { rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import type { Log } from '../../domain/log.ts'
import { isDamage, isOfConnection, isSound, isVague, NewerVersion, openVersioned, resultCode } from './connection.ts'

interface RebuildableFileOptions<Statements> {
  readonly file: string
  readonly migrations: readonly string[]
  /** Settings of the connection, as SQL. */
  readonly pragmas: string
  /** Called again after the file was recreated. */
  readonly prepare: (db: DatabaseSync) => Statements
  readonly log?: Log | undefined
}

/** A database that can be recreated at any time: a problem with its file never stops the bot. */
export class RebuildableFile<Statements> {
  readonly #options: RebuildableFileOptions<Statements>
  #db: DatabaseSync
  #statements: Statements
  #hasFailed = false

  constructor(options: RebuildableFileOptions<Statements>) {
    this.#options = options
    this.#db = openOrRebuild(options)
    this.#statements = options.prepare(this.#db)
  }

  /** Returns the result of the work. Throws SQLite's errors; the file is then reopened for the next caller, and recreated if damaged. */
  run<Result>(work: (statements: Statements) => Result): Result {
    try {
      return work(this.#statements)
    } catch (error) {
      const isBroken = isDamage(error) || (isVague(error) && !isSound(this.#db))
      if (isBroken || isOfConnection(error)) {
        this.#db.close()
        if (isBroken) deleteDatabase(this.#options)
        this.#db = openOrRebuild(this.#options)
        this.#statements = this.#options.prepare(this.#db)
      }
      throw error
    }
  }

  /** The same, but returns `otherwise` if the file fails. */
  use<Result>(work: (statements: Statements) => Result, otherwise: Result): Result {
    try {
      return this.run(work)
    } catch (error) {
      if (resultCode(error) === undefined) throw error
      const { file, log } = this.#options
      if (!isDamage(error) && !this.#hasFailed) {
        log?.warn({ file, reason: String(error) }, 'a cache cannot be used; going on without it')
        this.#hasFailed = true
      }
      return otherwise
    }
  }

  close(): void {
    this.#db.close()
  }
}

type File = Omit<RebuildableFileOptions<unknown>, 'prepare'>

/** Empty if it was damaged, written by a newer version or has other tables; in memory if no file can be opened. */
function openOrRebuild(options: File): DatabaseSync {
  try {
    return open(options)
  } catch (error) {
    if (isDamage(error) || error instanceof NewerVersion) deleteDatabase(options)
    else if (isVague(error) || error instanceof OtherTables) deleteDatabase(options, otherTables)
    else if (resultCode(error) === undefined) throw error
  }
  try {
    return open(options)
  } catch (error) {
    if (resultCode(error) === undefined) throw error
    const { file, log } = options
    log?.warn({ file, reason: String(error) }, 'a cache cannot be opened; it is kept in memory until the next start')
    return open({ ...options, file: ':memory:' })
  }
}

function open({ file, migrations, pragmas }: File): DatabaseSync {
  const { db, found } = openVersioned(file, migrations)
  try {
    const sum = checksum(db, migrations)
    if (found < migrations.length) db.exec(`PRAGMA application_id = ${sum}`)
    else if (db.prepare('PRAGMA application_id').get()?.application_id !== sum) throw new OtherTables()
    db.exec(pragmas)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Which migrations made the tables, and what these are now. A number of 32 bits, as the header of the file holds. */
function checksum(db: DatabaseSync, migrations: readonly string[]): number {
  const tables = db.prepare("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all()
  return crc32(JSON.stringify([migrations, tables])) | 0
}

/** The version is the expected one, and the tables are not. */
class OtherTables extends Error {}

const damaged = 'a cache was damaged; it is recreated'
const otherTables = 'a cache has other tables than this version makes; it is recreated'

function deleteDatabase({ file, log }: File, why = damaged): void {
  log?.warn({ file }, why)
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}
