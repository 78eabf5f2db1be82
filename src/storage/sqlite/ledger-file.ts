import { rmSync } from 'node:fs'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { ExpectedError, LedgerDamaged, LedgerUnusable } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { failureReason } from '../../i18n/failures.ts'
import type { DataFolderLock } from '../data-folder.ts'
import type { StoreOptions } from '../database.ts'
import {
  busyTimeoutMs,
  connectSqlite,
  isOfConnection,
  journalModeOf,
  openVersioned,
  statementKind,
} from './connection.ts'
import { earlierFormats } from './earlier-formats.ts'
import { damaged, ledgerError, unopenable } from './errors.ts'
import { createPrivately, databaseIdentity, replaceFile } from './files.ts'
import { GroupCommit } from './group-commit.ts'
import { FairSqliteDialect } from './kysely-dialect.ts'
import { prepareMigration } from './migration-backup.ts'
import { stepsAfter } from './steps-after.ts'

/** How long a statement waits for a lock after an earlier one timed out, in milliseconds. */
const outageTimeoutMs = 50

/** The open file of the ledger, through which all statements go. */
export class LedgerFile {
  /** Whether it is new. */
  readonly isNew: boolean
  /** Called each time it becomes unusable. */
  onOutage: () => void = () => {}
  readonly #file: string
  readonly #log: Log | undefined
  readonly #lock: DataFolderLock | undefined
  #db: DatabaseSync
  /** Nothing for one in memory. */
  #identity: ReturnType<typeof databaseIdentity>
  /** Whether this turn of the event loop has checked that the file is still the same. */
  #isLookedAt = false
  readonly #commit: GroupCommit
  /** Prepared statements by their SQL: a few dozen, which are reused. */
  readonly #statements = new Map<string, Prepared>()
  #outage: LedgerUnusable | undefined

  /** Makes the file when it is not there. Throws `LedgerUnusable`, or `ConfigurationError` for a newer version's. */
  constructor(file: string, migrations: readonly string[], options: StoreOptions = {}) {
    this.#file = file
    this.#log = options.log
    this.#lock = options.lock
    this.#commit = new GroupCommit({
      db: () => this.#db,
      guard: (work) => this.#guard(work),
      onWritten: () => this.#outage && this.#note(undefined),
      ...(file === ':memory:' && { pauseMs: [0, 0] }),
    })
    try {
      const { db, found } = openVersioned(file, migrations, {
        functions: earlierFormats,
        stepsAfter,
        before: (old, version) => prepareMigration(old, file, version, options),
      })
      this.#db = db
      this.isNew = found === 0
      this.#identity = databaseIdentity(file)
      if (this.weakness) this.#log?.warn({ file, reason: this.weakness }, 'the ledger uses a rollback journal')
    } catch (error) {
      if (error instanceof ExpectedError) throw error
      throw ledgerError(file, error) ?? unopenable(file, error)
    }
  }

  /** The error that prevents its use, if any. */
  get outage(): LedgerUnusable | undefined {
    return this.#outage
  }

  /** On file systems without shared memory, such as some network mounts. */
  get weakness(): string | undefined {
    if (journalModeOf(this.#db) !== 'truncate') return undefined
    return (
      `The file system of ${this.#file} has no shared memory, so the ledger uses a rollback journal: posting works as ` +
      'ever, but is slower. A local disk is better.'
    )
  }

  queries<Tables>(): Kysely<Tables> {
    return new Kysely<Tables>({ dialect: new FairSqliteDialect({ database: this }), plugins: [this.#commit.plugin()] })
  }

  /** Whether a transaction of the query builder is open: other statements must wait until it ends. */
  get isInTransaction(): boolean {
    return this.#db.isOpen && this.#db.isTransaction && !this.#commit.isOpen
  }

  /** Resolves when all writes until now are on the disk. Throws if they failed. */
  durable(): Promise<void> {
    return this.#commit.durable()
  }

  /** Flushes at the end of this turn of the event loop, because a reader waits. */
  hurry(): void {
    this.#commit.hurry()
  }

  /** Reads the whole file. Throws `LedgerUnusable` when something in it is broken. */
  check(): void {
    const found = this.#guard(() => {
      if (!this.#db.isOpen) this.#reopen()
      return this.#db.prepare('PRAGMA quick_check(1)').get()?.quick_check
    })
    if (found !== 'ok') throw new LedgerDamaged(damaged(this.#file), { cause: new Error(String(found)) })
  }

  /** The interface of a statement in Kysely's SQLite dialect. */
  prepare(sql: string) {
    const { statement, reader, kind } = this.#guard(() => {
      // One check in a turn of the event loop is enough for reads, and one for all changes of a commit.
      const isIdle = !this.#db.isOpen || !this.#db.isTransaction
      if (isIdle && !(this.#isLookedAt && statementKind(sql) === 'read')) this.#stayWithFile()
      return this.#prepared(sql)
    })
    const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]
    return {
      reader,
      kind,
      all: (parameters: readonly unknown[]) => {
        const all = () => statement.all(...values(parameters))
        if (kind !== 'change') return this.#guard(all)
        // A statement that returns the rows it changed.
        return this.#commit.write(() => {
          const rows = all()
          return { rows, changes: rows.length }
        }).rows
      },
      run: (parameters: readonly unknown[]) => {
        const run = () => statement.run(...values(parameters))
        if (kind === 'change') return this.#commit.write(run)
        this.#commit.flush()
        return this.#guard(run)
      },
      iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
    }
  }

  close(): void {
    this.#commit.flush()
    if (this.#db.isOpen) this.#db.close()
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    const prepared = { statement, reader: statement.columns().length > 0, kind: statementKind(sql) }
    this.#statements.set(sql, prepared)
    return prepared
  }

  /** Turns errors of the disk into `LedgerUnusable`. */
  #guard<Result>(work: () => Result): Result {
    // Writing to a damaged file would damage more of it.
    if (this.#outage instanceof LedgerDamaged) throw this.#outage
    try {
      return work()
    } catch (error) {
      const outage = error instanceof LedgerUnusable ? error : ledgerError(this.#file, error)
      if (!outage) throw error
      this.#note(outage)
      throw outage
    }
  }

  #note(outage: LedgerUnusable | undefined): void {
    const before = this.#outage
    this.#outage = outage
    if (before?.message === outage?.message) return
    // Waiting for a lock blocks all other callers: once is enough.
    if (this.#db.isOpen) this.#db.exec(`PRAGMA busy_timeout = ${outage ? outageTimeoutMs : busyTimeoutMs}`)
    if (outage) this.#log?.error({ code: outage.code, reason: outage.message }, 'the ledger cannot be used')
    else this.#log?.info({ file: this.#file }, 'the ledger can be used again')
    if (outage && !before) this.onOutage()
  }

  /**
   * Checks that the files are still there. A deleted or replaced file can still be written, but is gone after the
   * process ends, and the next process would post everything again.
   */
  #stayWithFile(): void {
    const { main, beside } = databaseIdentity(this.#file)
    this.#isLookedAt = true
    setImmediate(() => {
      this.#isLookedAt = false
    })
    this.#lock?.keep()
    if (main === this.#identity.main) {
      if (!this.#db.isOpen || isOfConnection(this.#outage?.cause)) this.#reopen()
      else if (this.#identity.beside !== undefined && beside !== this.#identity.beside) this.#saveLog()
      return
    }
    if (main !== undefined) throw new LedgerUnusable(failureReason('ledger-replaced', this.#file))
    this.#putBack()
  }

  /**
   * Reopens the file: a connection that was opened while the file was read-only stays read-only, and so does the
   * shared memory of a second one beside it.
   */
  #reopen(): void {
    if (this.#db.isOpen) this.#db.close()
    this.#statements.clear()
    this.#db = connectSqlite(this.#file)
    this.#identity = databaseIdentity(this.#file)
  }

  /** Moves the content of a deleted write-ahead log into the file, while this process still has it open. */
  #saveLog(): void {
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.#reopen()
    this.#log?.warn(
      { file: this.#file },
      'a file beside the ledger was deleted while the bot was running; nothing was lost',
    )
  }

  /** Restores a deleted file, whose content exists as long as it is open. */
  #putBack(): void {
    const copy = `${this.#file}.new`
    try {
      rmSync(copy, { force: true })
      createPrivately(copy)
      this.#db.prepare('VACUUM INTO ?').run(copy)
      this.#db.close()
      for (const ending of ['-wal', '-shm', '-journal']) rmSync(`${this.#file}${ending}`, { force: true })
      replaceFile(copy, this.#file)
      this.#reopen()
      this.#log?.warn({ file: this.#file }, 'the ledger was deleted while the bot was running; it was put back, whole')
    } catch (cause) {
      throw new LedgerUnusable(failureReason('ledger-deleted', this.#file), { cause })
    }
  }
}

interface Prepared {
  readonly statement: StatementSync
  /** Whether it returns rows. */
  readonly reader: boolean
  readonly kind: ReturnType<typeof statementKind>
}
