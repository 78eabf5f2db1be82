import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely'
import type { Pool } from 'pg'
import type { Store, StoreOptions } from '../database.ts'
import { FencePlugin } from '../ledger/fence.ts'
import { HeartbeatFile } from '../ledger/heartbeat-file.ts'
import { storesBesideLedger } from '../ledger/stores.ts'
import type { LedgerTables } from '../ledger/tables.ts'
import { readDatabaseUrl } from './address.ts'
import { postgres } from './dialect.ts'
import { fenceLedger } from './fenced-ledger.ts'
import { PostgresLaneRequests } from './lane-requests.ts'
import { deliveryPayload, lanesChannel, PostgresLaneStore } from './lanes.ts'
import { PostgresLedger } from './ledger.ts'
import { listenTo } from './listen.ts'
import { PostgresLogins } from './logins.ts'
import { openDatabase } from './open.ts'
import { PostgresSubscriptions } from './subscriptions.ts'

/** The store in a PostgreSQL database. */
export interface PostgresStore extends Store {
  readonly ledger: PostgresLedger
  readonly subscriptions: PostgresSubscriptions
  /** The connections to it, for what needs its own statements. */
  readonly pool: Pool
}

interface PostgresOptions extends StoreOptions {
  /** A file in this folder notes when the ledger was last used, by which an older copy is noticed. */
  readonly dataFolder?: string
}

/**
 * Opens the store in the database of a `postgres://` URL, with its tables up to date. Throws `LedgerUnusable`, or
 * `ConfigurationError` for a wrong URL, a server that is too old, and tables of a newer version.
 */
export async function openPostgresStore(
  url: string,
  { dataFolder, log }: PostgresOptions = {},
): Promise<PostgresStore> {
  const seen = dataFolder === undefined ? undefined : new HeartbeatFile(dataFolder)
  const { pool, weakness } = await openDatabase(readDatabaseUrl(url), { seenAt: seen?.read(), log })
  const urgent = pool.urgent()
  const [queries, urgentQueries] = [queriesOf(pool), queriesOf(urgent)]
  const subscriptions = await PostgresSubscriptions.open(queries)
  const ledger = new PostgresLedger(queries, seen)
  return {
    ledger,
    shared: {
      fencedLedger: (context) => fenceLedger(ledger, context),
      fencedStores: (fence) => ({
        ...storesBesideLedger(queries.withPlugin(new FencePlugin(fence)), postgres),
        subscriptions: subscriptions.as(fence),
      }),
      lanes: new PostgresLaneStore(urgentQueries),
      requests: new PostgresLaneRequests(urgentQueries, lanesChannel),
      logins: new PostgresLogins(urgentQueries),
      wakeMachines: async () => {
        await sql`SELECT pg_notify(${lanesChannel}, ${deliveryPayload})`.execute(queries)
      },
      onChange: (call) =>
        listenTo(urgent.connections, lanesChannel, (payload) => {
          if (payload !== deliveryPayload) call('lane')
          // A new connection has no payload, and may have missed either.
          if (payload === deliveryPayload || payload === '') call('delivery')
        }),
    },
    subscriptions,
    ...storesBesideLedger(queries, postgres),
    pool: pool.connections,
    weakness,
    outage: () => pool.outage,
    onOutage: (call) => pool.onOutage(call),
    check: () => pool.check(),
    close: async () => {
      subscriptions.close()
      await Promise.all([queries.destroy(), urgentQueries.destroy()])
    },
  }
}

function queriesOf(pool: PostgresPool): Kysely<LedgerTables> {
  return new Kysely<LedgerTables>({ dialect: new PostgresDialect({ pool }) })
}
