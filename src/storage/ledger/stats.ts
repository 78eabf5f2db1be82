import { type Kysely, sql } from 'kysely'
import type { DeliveryEntry, DeliveryId } from '../../domain/delivery.ts'
import type { DigestId } from '../../domain/digest.ts'
import type { LedgerInspector, LedgerStats, RefusedPart } from '../../domain/ledger-stats.ts'
import { readPartKey } from '../../domain/part-key.ts'
import type { LedgerDialect } from './dialect.ts'
import { reasonFromRow } from './parts.ts'
import type { LedgerTables } from './tables.ts'
import { deliveryEntry } from './undo-store.ts'

/** How far back deliveries are counted by state, in milliseconds. */
const recentMs = 86_400_000

/** Every query here uses an index, so that its cost depends on its result only. */
export class SqlLedgerInspector implements LedgerInspector {
  readonly #db: Kysely<LedgerTables>
  readonly #dialect: LedgerDialect

  constructor(db: Kysely<LedgerTables>, dialect: LedgerDialect) {
    this.#db = db
    this.#dialect = dialect
  }

  async count(now: number, lateMs: number): Promise<LedgerStats> {
    const pending = this.#pending().select(['platform', 'destination', countAll()]).groupBy(['platform', 'destination'])
    const uncertain = this.#db
      .selectFrom('parts')
      .innerJoin('deliveries', 'deliveries.id', 'parts.delivery')
      .select(['deliveries.platform', countAll()])
      .where('parts.state', '=', 'uncertain')
      .groupBy('deliveries.platform')
    const recent = this.#db
      .selectFrom('deliveries')
      .select(['platform', 'state', countAll()])
      .where('created_at', '>=', now - recentMs)
      .groupBy(['platform', 'state'])
    const paused = this.#db.selectFrom('destinations').select('name').where('paused_reason', 'is not', null)
    const failing = this.#db
      .selectFrom('source_states')
      .select(countAll())
      .where('failures', '>', 0)
      // A source that was removed from the configuration keeps its last time.
      .where('next_at', '>=', now - recentMs)
    return {
      pending: await pending.execute(),
      late: await pending.where('due_at', '<', now - lateMs).execute(),
      uncertain: await uncertain.execute(),
      paused: (await paused.execute()).map(({ name }) => name),
      failingSources: (await failing.executeTakeFirstOrThrow()).count,
      recent: await recent.execute(),
      lastSuccess: await this.#lastSuccess(),
    }
  }

  async #lastSuccess(): Promise<ReadonlyMap<string, number>> {
    // One look into the index for each destination, however many deliveries it had.
    const { rows } = await sql<{ name: string; at: number }>`
      SELECT name, coalesce((
        SELECT max(settled_at) FROM deliveries WHERE destination = destinations.name AND state = 'posted'
      ), first_seen) AS at FROM destinations`.execute(this.#db)
    return new Map(rows.map(({ name, at }) => [name, at]))
  }

  async problematicDeliveries(now: number, lateMs: number, since: number): Promise<readonly DeliveryEntry[]> {
    const pending = await this.#pending()
      .selectAll()
      .where('due_at', '<', now - lateMs)
      .orderBy('created_at')
      .execute()
    const settled = await this.#db
      .selectFrom('deliveries')
      .selectAll()
      .where('created_at', '>=', since)
      .where('state', 'in', ['posted', 'failed'])
      .where(({ or, eb }) => or([eb('state', '=', 'failed'), eb(sql`settled_at - due_at`, '>', lateMs)]))
      .orderBy('created_at')
      .execute()
    return [...pending, ...settled].map(deliveryEntry)
  }

  async refusedParts(since: number): Promise<readonly RefusedPart[]> {
    const rows = await this.#db
      .selectFrom('parts')
      .innerJoin('deliveries', 'deliveries.id', 'parts.delivery')
      .select(['parts.delivery', 'parts.key', 'parts.uneditable', 'deliveries.destination', 'deliveries.digest'])
      .where('parts.uneditable', 'is not', null)
      .where(sql.raw(this.#dialect.jsonField('parts.shown', 'notice')), '=', 'refused')
      .where('deliveries.created_at', '>=', since)
      .orderBy('parts.position')
      .execute()
    return rows.flatMap(({ delivery, digest, uneditable, destination, ...row }) => {
      const key = readPartKey(row.key)
      if (!key || uneditable === null) return []
      return [
        {
          delivery: delivery as DeliveryId,
          digest: digest as DigestId,
          key,
          destination,
          reason: reasonFromRow(uneditable),
        },
      ]
    })
  }

  async seen(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#db.selectFrom('destinations').select(['name', 'first_seen']).execute()
    return new Map(rows.map(({ name, first_seen: at }) => [name, at]))
  }

  async version(): Promise<string> {
    const { rows } = await sql.raw<{ version: string }>(this.#dialect.version).execute(this.#db)
    return rows[0]?.version ?? ''
  }

  async checkWritable(at: number): Promise<void> {
    await this.#db
      .insertInto('runtime')
      .values({ name: 'checked_at', value: at })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: at }))
      .execute()
  }

  #pending() {
    return this.#db.selectFrom('deliveries').where('state', '=', 'pending')
  }
}

function countAll() {
  return sql<number>`count(*)`.as('count')
}
