import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { Pool, type PoolClient } from 'pg'
import type { LedgerUnusable } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { steadyClock } from '../../lib/clock.ts'
import type { DatabaseAddress } from './address.ts'
import { clientSettings, LedgerClient } from './client.ts'
import { databaseError, isConnectionLost, isUnusable, readOnly } from './errors.ts'
import { laneError } from './lanes.ts'
import { Outages } from './outages.ts'

/**
 * The maximum numbers of connections for the ledger, and for urgent statements. Together an eighth of PostgreSQL's
 * default limit.
 */
const [connectionsMax, urgentMax] = [8, 4]

/** A statement of ours takes milliseconds; one that takes this long is given up with its connection. In milliseconds. */
const statementTimeoutMs = 15_000

/** The same for what changes or copies whole tables. */
export const longTimeoutMs = 3_600_000

/** How often a statement may wait for a connection while others are answered, each time as long as a connection may take. */
const queueTriesMax = 3

/** The pool's own error for a statement that waited too long. https://github.com/brianc/node-postgres/tree/master/packages/pg-pool */
const waitedTooLong = 'timeout exceeded when trying to connect'

/** The connection pool, through which all statements of the ledger go. */
export class LedgerPool implements PostgresPool {
  readonly options: object
  readonly #pool: Pool
  readonly #address: DatabaseAddress
  /** How many outages began or ended before each connection was made. */
  readonly #madeAfter = new WeakMap<PoolClient, number>()
  readonly #outages: Outages
  #turns = 0
  /** When a statement was answered last, in milliseconds of the monotonic clock. */
  #answeredAt = Number.NEGATIVE_INFINITY

  constructor(
    address: DatabaseAddress,
    { timeoutMs = statementTimeoutMs, max = connectionsMax, outages = new Outages() } = {},
  ) {
    this.#address = address
    this.#outages = outages
    this.#pool = new Pool({
      ...clientSettings(address),
      max,
      query_timeout: timeoutMs,
      allowExitOnIdle: true,
      Client: LedgerClient,
    })
    this.options = this.#pool.options
    // The error of an idle connection shows at the next statement, if it matters then. Without a listener it ends the process.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => {
      client.on('error', () => {})
      this.#madeAfter.set(client, this.#turns)
    })
  }

  /** The error that prevents its use, if any. */
  get outage(): LedgerUnusable | undefined {
    return this.#outages.of(this)
  }

  /** From now on logs when the ledger becomes unusable, and when it is usable again. */
  logTo(log: Log): void {
    this.#outages.logTo(log)
  }

  /** Calls back each time the ledger becomes unusable through this pool, or the urgent one. */
  onOutage(call: () => void): void {
    this.#outages.onBegin(call)
  }

  /**
   * Another pool for urgent statements that must not wait for those of the ledger: the leases of lanes, and readers,
   * whom a platform gives three seconds.
   */
  urgent(): LedgerPool {
    return new LedgerPool(this.#address, { max: urgentMax, outages: this.#outages })
  }

  /** The pool itself, for what needs its own connections, such as `LISTEN`. */
  get connections(): Pool {
    return this.#pool
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#connect()
    return new LedgerConnection(client, {
      guard: (work) => this.#guard(work),
      connect: () => this.#connect(),
      release: (each, isBroken) => this.#release(each, isBroken),
      onDone: (isWrite) => this.#works(isWrite),
    }) as unknown as PostgresPoolClient
  }

  /** Runs statements on one connection, also those that belong together in a transaction. */
  use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return this.#guard(async () => {
      const client = await this.#connect()
      try {
        const result = await work(client)
        this.#answeredAt = steadyClock.now()
        this.#release(client, false)
        return result
      } catch (error) {
        client.release(true)
        throw error
      }
    })
  }

  /** Throws `LedgerUnusable` when the ledger cannot be read or written. */
  async check(): Promise<void> {
    const isReadOnly = await this.use(async (client) => {
      await client.query('SELECT id FROM deliveries LIMIT 1')
      const { rows } = await client.query("SELECT current_setting('transaction_read_only') AS setting")
      return rows[0]?.setting === 'on'
    })
    if (isReadOnly) throw readOnly(this.#address)
  }

  async end(): Promise<void> {
    await this.#pool.end()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end()
  }

  /**
   * A connection keeps the settings of its user and of the database for good, such as a timeout or read-only transactions.
   * So a connection from before an outage is not used again, and one that was made during it is used once.
   */
  async #connect(): Promise<PoolClient> {
    for (let tries = 1; ; ) {
      try {
        const client = await this.#pool.connect()
        if (this.#madeAfter.get(client) === this.#turns) return client
        client.release(true)
      } catch (error) {
        if (!this.#isOnlyBusy(error) || tries === queueTriesMax)
          throw this.#note(databaseError(this.#address, error, true)) ?? error
        tries += 1
      }
    }
  }

  /** All connections are in use, and the database answers. To take that for an outage would close them all, and make it one. */
  #isOnlyBusy(error: unknown): boolean {
    const isQueued = error instanceof Error && error.message === waitedTooLong
    return isQueued && steadyClock.now() - this.#answeredAt < this.#address.connectTimeoutMs
  }

  #release(client: PoolClient, isBroken: boolean): void {
    client.release(isBroken || this.outage !== undefined)
  }

  /** Turns errors of the server and of the network into `LedgerUnusable`. */
  async #guard<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      const outage = databaseError(this.#address, error)
      throw outage ? this.#note(outage) : (laneError(error) ?? error)
    }
  }

  /** Reading may work where writing does not. */
  #works(isWrite: boolean): void {
    this.#answeredAt = steadyClock.now()
    const { outage } = this
    if (outage && (isWrite || isConnectionLost(outage.cause))) this.#note(undefined)
  }

  #note<Outage extends LedgerUnusable | undefined>(outage: Outage): Outage {
    if ((this.outage === undefined) !== (outage === undefined)) this.#turns += 1
    this.#outages.note(this, outage)
    return outage
  }
}

/** The part of the pool that a connection needs. */
interface ConnectionContext {
  readonly guard: <Result>(work: () => Promise<Result>) => Promise<Result>
  readonly connect: () => Promise<PoolClient>
  readonly release: (client: PoolClient, isBroken: boolean) => void
  readonly onDone: (isWrite: boolean) => void
}

/** A connection as Kysely uses it. One that failed is closed when it is released. */
class LedgerConnection {
  /** Missing where a failed one was given back and no other could be had. */
  #client: PoolClient | undefined
  readonly #context: ConnectionContext
  #isBroken = false
  #isInTransaction = false

  constructor(client: PoolClient, context: ConnectionContext) {
    this.#client = client
    this.#context = context
  }

  query(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    return this.#context.guard(async () => {
      if (/^(?:begin|start transaction)/i.test(statement)) this.#isInTransaction = true
      const values = parameters.map(storable)
      const result = await this.#run(statement, values)
      this.#context.onDone(result.command !== 'SELECT' && (result.rowCount ?? 0) > 0)
      return result as unknown as PostgresQueryResult<unknown>
    })
  }

  release(): void {
    if (this.#client) this.#context.release(this.#client, this.#isBroken)
  }

  /**
   * A read is retried on another connection, so that readers get an answer. That one may have ended at the same moment,
   * but after as many attempts as the pool has connections, the connection is new.
   */
  async #run(statement: string, values: unknown[]) {
    const isRepeatable = !this.#isInTransaction && /^\s*select/i.test(statement)
    for (let attempt = 0; ; attempt += 1) {
      const client = this.#client ?? (await this.#context.connect())
      this.#client = client
      try {
        return await client.query(statement, values)
      } catch (error) {
        const isLost = isConnectionLost(error)
        this.#isBroken ||= isLost || isUnusable(error)
        if (!isLost || !isRepeatable || attempt === connectionsMax) throw error
        this.#client = undefined
        this.#isBroken = false
        client.release(true)
      }
    }
  }
}

/** PostgreSQL’s texts cannot hold the character NUL. https://www.postgresql.org/docs/15/datatype-character.html */
const storable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value)
