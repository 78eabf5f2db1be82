import { rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../domain/log.ts'
import { isDamage, isOfConnection, isSound, isVague, NewerVersion, openVersioned, resultCode } from './connection.ts'

export interface RebuildableFileOptions<Statements> {
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

/** Empty if it was damaged or written by a newer version; in memory if no file can be opened. */
function openOrRebuild(options: File): DatabaseSync {
  try {
    return open(options)
  } catch (error) {
    if (isDamage(error) || error instanceof NewerVersion) deleteDatabase(options)
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
  const { db } = openVersioned(file, migrations)
  db.exec(pragmas)
  return db
}

function deleteDatabase({ file, log }: File): void {
  log?.warn({ file }, 'a cache was damaged; it is recreated')
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}
