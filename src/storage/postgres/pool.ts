import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { Client, Pool, type PoolClient, types } from 'pg'
import type { LedgerUnusable } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { DatabaseAddress } from './address.ts'
import { databaseError, isConnectionLost, readOnly } from './errors.ts'
import { laneError } from './lanes.ts'

/** The most connections for the ledger, and for what must not wait for it. Together an eighth of what PostgreSQL allows at first. */
const [connectionsMax, urgentMax] = [8, 4]

/** A statement of ours takes milliseconds; one that takes this long is given up with its connection. In milliseconds. */
const statementTimeoutMs = 15_000

/** The same for what changes or copies whole tables. */
export const longTimeoutMs = 3_600_000

/** The type `bigint`, which `pg` returns as text. Ours are times in milliseconds, counts and row numbers, all below 2^53. */
const bigint = 20

/** The connections to the database, through which all statements of the ledger go. */
export class LedgerPool implements PostgresPool {
  readonly options: object
  readonly #pool: Pool
  readonly #address: DatabaseAddress
  #log: Log | undefined
  #trouble: LedgerUnusable | undefined

  constructor(address: DatabaseAddress, { timeoutMs = statementTimeoutMs, max = connectionsMax } = {}) {
    this.#address = address
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
    this.#pool.on('connect', (client) => void client.on('error', () => {}))
  }

  /** The error that prevents its use, if any. */
  get trouble(): LedgerUnusable | undefined {
    return this.#trouble
  }

  /** From now on logs when the ledger becomes unusable, and when it is usable again. */
  logTo(log: Log): void {
    this.#log = log
  }

  /**
   * Another pool for what must not wait for the statements of the ledger: the leases of lanes, and readers, whom a
   * platform gives three seconds.
   */
  urgent(): LedgerPool {
    return new LedgerPool(this.#address, { max: urgentMax })
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
      onDone: (isWrite) => this.#works(isWrite),
    }) as unknown as PostgresPoolClient
  }

  /** Runs statements on one connection, also those that belong together in a transaction. */
  use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return this.#guard(async () => {
      const client = await this.#connect()
      try {
        const result = await work(client)
        client.release()
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

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      throw this.#note(databaseError(this.#address, error, true)) ?? error
    }
  }

  /** Turns errors of the server and of the network into `LedgerUnusable`. */
  async #guard<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      const trouble = databaseError(this.#address, error)
      throw trouble ? this.#note(trouble) : (laneError(error) ?? error)
    }
  }

  /** Reading may work where writing does not. */
  #works(isWrite: boolean): void {
    if (this.#trouble && (isWrite || isConnectionLost(this.#trouble.cause))) this.#note(undefined)
  }

  #note<Trouble extends LedgerUnusable | undefined>(trouble: Trouble): Trouble {
    const before = this.#trouble
    this.#trouble = trouble
    if (before?.message === trouble?.message) return trouble
    if (trouble) this.#log?.error({ code: trouble.code, reason: trouble.message }, 'the ledger cannot be used')
    else this.#log?.info({}, 'the ledger can be used again')
    return trouble
  }
}

/**
 * Ends its connection when the login fails on this side, such as without a password. The server would keep it for a minute,
 * as one of its `max_connections`.
 */
class LedgerClient extends Client {
  override connect(): Promise<Client>
  override connect(done: (error: Error | null) => void): void
  override connect(done?: (error: Error | null) => void) {
    if (!done) return super.connect()
    return super.connect((error: Error | null) => {
      if (error) void this.end()
      done(error)
    })
  }
}

/** What a connection to the database needs. */
function clientSettings(address: DatabaseAddress) {
  const { host, port, database, user, password, tls, bindsChannel, applicationName, connectTimeoutMs } = address
  return {
    ...{ host, port, database, user, ...(password !== undefined && { password }) },
    ssl: tls ?? false,
    enableChannelBinding: bindsChannel,
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === bigint ? Number : types.getTypeParser(type, format as 'text'),
    },
  }
}

/** What a connection needs of its pool. */
interface ConnectionContext {
  readonly guard: <Result>(work: () => Promise<Result>) => Promise<Result>
  readonly connect: () => Promise<PoolClient>
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
    this.#client?.release(this.#isBroken)
  }

  /**
   * What only reads is read again on another connection, so that readers get an answer. The other one may have ended at
   * the same moment: after as many as the pool holds, a connection is new.
   */
  async #run(statement: string, values: unknown[]) {
    const isRepeatable = !this.#isInTransaction && /^\s*select/i.test(statement)
    for (let attempt = 0; ; attempt += 1) {
      const client = this.#client ?? (await this.#context.connect())
      this.#client = client
      try {
        return await client.query(statement, values)
      } catch (error) {
        this.#isBroken ||= isConnectionLost(error)
        if (!this.#isBroken || !isRepeatable || attempt === connectionsMax) throw error
        this.#client = undefined
        this.#isBroken = false
        client.release(true)
      }
    }
  }
}

/** PostgreSQL’s texts cannot hold the character NUL. https://www.postgresql.org/docs/15/datatype-character.html */
const storable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value)
