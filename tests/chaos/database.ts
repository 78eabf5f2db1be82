import { tmpdir } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import type { Store } from '../../src/storage/database.ts'
import { openPostgresStore } from '../../src/storage/postgres/store.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { type Cluster, startCluster } from '../postgres.ts'
import { StallingProxy } from './stalling-proxy.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/** The database in which the machines keep their ledger. */
export interface ChaosDatabase {
  /** What the machine of this number needs to find it. Machines count from 0; without a number, the operator's. */
  environment(machine?: number): Readonly<Record<string, string>>
  open(): Promise<Store>
  /** Runs a statement without its owner noticing. */
  query(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** State that only several machines have; undefined for a file. */
  readonly shared?: SharedDatabase
  close(): Promise<void>
}

/** A database that several machines share, with its possible faults. */
interface SharedDatabase {
  /** Ends all connections, as an administrator does. */
  terminate(): Promise<void>
  /** As after a power cut. */
  restart(): Promise<void>
  /** Blocks the traffic between this machine and the database for this time, in milliseconds. */
  stall(machine: number, ms: number): Promise<void>
}

/** The rows about deliveries, as JSON: the database of a run goes with its server. */
export async function tablesOf(database: ChaosDatabase): Promise<string> {
  const rows: Record<string, unknown> = {}
  for (const table of ['deliveries', 'parts', 'destinations', 'alerts'])
    rows[table] = await database.query(`SELECT * FROM ${table}`)
  return JSON.stringify(rows, null, 1)
}

export function sqliteDatabase(file: string): ChaosDatabase {
  return {
    environment: () => ({}),
    open: () => openStore(file),
    query: async (statement) => {
      using db = new DatabaseSync(file)
      return db.prepare(statement).all()
    },
    close: async () => {},
  }
}

/** On a server of its own, which each machine reaches by a proxy of ours. */
export async function postgresDatabase(machines: number): Promise<ChaosDatabase> {
  const cluster: Cluster = await startCluster(tmpdir(), { fsync: true })
  const url = await cluster.createDatabase('morning_post')
  const address = new URL(url.replace('@/', '@localhost/'))
  const sockets = address.searchParams.get('host') ?? ''
  const links = await Promise.all(
    Array.from({ length: machines }, () => StallingProxy.open(`${sockets}/.s.PGSQL.5432`)),
  )
  const connection = new Connection(url)
  const linkedUrl = (machine: number) => {
    const linked = new URL(address)
    linked.searchParams.set('host', links[machine]?.folder ?? sockets)
    return linked.href
  }
  return {
    environment: (machine) => ({ DATABASE_URL: machine === undefined ? url : linkedUrl(machine) }),
    open: () => openPostgresStore(url),
    query: (statement) => untilReached(() => connection.query(statement)),
    shared: {
      terminate: () =>
        cluster.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'morning-post'"),
      restart: async () => {
        await cluster.stop('immediate')
        await cluster.start()
      },
      stall: async (machine, ms) => links[machine]?.stall(ms),
    },
    close: async () => {
      await connection.close()
      await Promise.all(links.map((link) => link.close()))
      await cluster.destroy()
    },
  }
}

/** The server may just be stopping or starting. */
async function untilReached<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries >= triesMax) throw error
      await wait(pauseMs)
    }
  }
}

const [triesMax, pauseMs] = [50, 200]

/** One connection, which is opened again when it was lost. */
class Connection {
  readonly #url: string
  #client: Promise<Client> | undefined

  constructor(url: string) {
    this.#url = url
  }

  async query(statement: string) {
    this.#client ??= this.#connect()
    try {
      return (await (await this.#client).query(statement)).rows
    } catch (error) {
      await this.close()
      throw error
    }
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined)
    this.#client = undefined
    await client?.end().catch(() => {})
  }

  async #connect(): Promise<Client> {
    const client = new Client(this.#url)
    // Of a connection that is lost, the query says so as well.
    client.on('error', () => {})
    await client.connect()
    return client
  }
}
