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
  /** The callers that wait, in order. A set, because an array of thousands takes long to move up by one. */
  readonly #waiting = new Set<() => void>()

  override async acquireConnection(): ReturnType<SqliteDriver['acquireConnection']> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.add(resolve))
    this.#isTaken = true
    return super.acquireConnection()
  }

  override async releaseConnection(): Promise<void> {
    const [next] = this.#waiting
    // The lock stays taken, so that no later caller overtakes.
    if (!next) this.#isTaken = false
    else {
      this.#waiting.delete(next)
      next()
    }
  }
}
