import { rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../domain/log.ts'
import { isDamage, resultCode } from './connection.ts'

export interface RebuildableFileOptions<Statements> {
  readonly file: string
  /** Opens it with its tables up to date; `:memory:` where there is no file to be had. */
  readonly open: (file: string) => DatabaseSync
  readonly prepare: (db: DatabaseSync) => Statements
  readonly log?: Log | undefined
}

/** A database that can be made anew at any time: whatever becomes of its file, it is no reason to stop. */
export class RebuildableFile<Statements> {
  readonly #options: RebuildableFileOptions<Statements>
  #db: DatabaseSync
  #statements: Statements
  #hasFailed = false

  constructor(options: RebuildableFileOptions<Statements>) {
    this.#options = options
    this.#db = openOrRebuild(options.file, options.open, options.log)
    this.#statements = options.prepare(this.#db)
  }

  /** What the work gives; where the file fails, `otherwise`. */
  use<Result>(work: (statements: Statements) => Result, otherwise: Result): Result {
    try {
      return work(this.#statements)
    } catch (error) {
      if (resultCode(error) === undefined) throw error
      if (isDamage(error)) this.#startAnew()
      else this.#sayOnce(error)
      return otherwise
    }
  }

  close(): void {
    this.#db.close()
  }

  #startAnew(): void {
    const { file, open, prepare, log } = this.#options
    this.#db.close()
    deleteDatabase(file, log)
    this.#db = openOrRebuild(file, open, log)
    this.#statements = prepare(this.#db)
  }

  #sayOnce(error: unknown): void {
    const { file, log } = this.#options
    if (!this.#hasFailed) log?.warn({ file, reason: String(error) }, 'a cache cannot be used; going on without it')
    this.#hasFailed = true
  }
}

/** Opens a database that can be made anew: when it is broken without what was in it, else in memory. */
export function openOrRebuild(file: string, open: (file: string) => DatabaseSync, log?: Log): DatabaseSync {
  try {
    return open(file)
  } catch (error) {
    if (resultCode(error) === undefined) throw error
    if (isDamage(error)) deleteDatabase(file, log)
  }
  try {
    return open(file)
  } catch (error) {
    if (resultCode(error) === undefined) throw error
    log?.warn({ file, reason: String(error) }, 'a cache cannot be opened; it is kept in memory until the next start')
    return open(':memory:')
  }
}

export function deleteDatabase(file: string, log?: Log): void {
  log?.warn({ file }, 'a cache was damaged; it is made anew')
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}
