import { SqliteAdapter, SqliteDialect, type SqliteDialectConfig, SqliteDriver } from 'kysely'

/**
 * SQLite's dialect, with a first-in, first-out queue. Kysely's own wakes all waiting callers each time, and
 * then all but one wait again: with a thousand destinations that takes longer than what they wait for.
 */
export class FairSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): FairSqliteDriver {
    return new FairSqliteDriver(this.#config)
  }

  override createAdapter(): SqliteAdapter {
    return new LinelessAdapter()
  }
}

/** Replaces Kysely's own queue. */
class LinelessAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class FairSqliteDriver extends SqliteDriver {
  #isTaken = false
  readonly #waiting: (() => void)[] = []

  override async acquireConnection(): ReturnType<SqliteDriver['acquireConnection']> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#isTaken = true
    return super.acquireConnection()
  }

  override async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift()
    // The lock stays taken, so that no later caller overtakes.
    if (next) next()
    else this.#isTaken = false
  }
}
