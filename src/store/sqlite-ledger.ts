import type { Kysely, Selectable } from 'kysely'
import type { DeliveryEntry, DeliveryId, DeliveryState, MessageRef, PartEntry } from '../domain/delivery.ts'
import type { DigestId } from '../domain/digest.ts'
import type { Ledger, NewDelivery, Pause } from '../domain/ledger.ts'
import { openSqlite, queriesOver } from './database.ts'
import { type LedgerTables, ledgerMigrations } from './ledger-tables.ts'

/** The ledger in one SQLite file, made when it is not there. */
export function openLedger(file: string): SqliteLedger {
  return new SqliteLedger(queriesOver<LedgerTables>(openSqlite(file, ledgerMigrations)))
}

export class SqliteLedger implements Ledger {
  readonly #db: Kysely<LedgerTables>

  constructor(db: Kysely<LedgerTables>) {
    this.#db = db
  }

  async owe(delivery: NewDelivery, begun = false): Promise<DeliveryEntry> {
    const { owedAt, ...rest } = delivery
    await this.#db
      .insertInto('deliveries')
      .values({ ...rest, owed_at: owedAt, state: 'owed', begun: begun ? 1 : 0, reason: null, settled_at: null })
      // Until something of it is in a channel, it follows the destination to another one.
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ platform: rest.platform, channel: rest.channel })
          .where(({ exists, not, selectFrom }) =>
            not(exists(selectFrom('parts').select('key').whereRef('parts.delivery', '=', 'deliveries.id'))),
          ),
      )
      .execute()
    if (begun) await this.#begin(delivery.id)
    const row = await this.#db
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', delivery.id)
      .executeTakeFirstOrThrow()
    return deliveryEntry(row)
  }

  async settle(id: DeliveryId, state: DeliveryState, at: number, reason?: string): Promise<void> {
    const settledAt = state === 'owed' ? null : at
    await this.#db
      .updateTable('deliveries')
      .set({ state, reason: reason ?? null, settled_at: settledAt })
      .where('id', '=', id)
      .execute()
  }

  async reopen(digest: DigestId): Promise<void> {
    const reopened = { state: 'owed', reason: null, settled_at: null } as const
    await this.#db
      .updateTable('deliveries')
      .set(reopened)
      .where('digest', '=', digest)
      .where('state', '=', 'failed')
      .execute()
  }

  async delivery(id: DeliveryId): Promise<DeliveryEntry | undefined> {
    const row = await this.#db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
    return row && deliveryEntry(row)
  }

  async unfinished(): Promise<readonly DeliveryEntry[]> {
    const query = this.#db.selectFrom('deliveries').selectAll().where('state', '=', 'owed').where('begun', '=', 1)
    return (await query.orderBy('owed_at').execute()).map(deliveryEntry)
  }

  async deliveriesTo(destination: string, limit: number): Promise<readonly DeliveryEntry[]> {
    const query = this.#db.selectFrom('deliveries').selectAll().where('destination', '=', destination)
    return (await query.orderBy('digest', 'desc').limit(limit).execute()).map(deliveryEntry)
  }

  async deliveriesOf(digests: readonly DigestId[]): Promise<readonly DeliveryEntry[]> {
    if (digests.length === 0) return []
    return (await this.#db.selectFrom('deliveries').selectAll().where('digest', 'in', digests).execute()).map(
      deliveryEntry,
    )
  }

  async parts(id: DeliveryId): Promise<readonly PartEntry[]> {
    const rows = await this.#db.selectFrom('parts').selectAll().where('delivery', '=', id).orderBy('position').execute()
    return rows.map(partEntry)
  }

  async intend(id: DeliveryId, key: string, at: number): Promise<PartEntry> {
    await this.#begin(id)
    // The first attempt's time is kept: whoever looks for the message later must look from there on. A receipt stays.
    await this.#db
      .insertInto('parts')
      .values({ delivery: id, key, state: 'intended', intended_at: at })
      .onConflict((conflict) =>
        conflict.columns(['delivery', 'key']).doUpdateSet({ state: 'intended' }).where('parts.state', '<>', 'posted'),
      )
      .execute()
    const query = this.#db.selectFrom('parts').selectAll().where('delivery', '=', id).where('key', '=', key)
    return partEntry(await query.executeTakeFirstOrThrow())
  }

  async record(id: DeliveryId, key: string, ref: MessageRef, at: number): Promise<void> {
    const { platform, channel, message, thread = null, link = null } = ref
    await this.#db
      .updateTable('parts')
      .set({ state: 'posted', posted_at: at, platform, channel, message, thread, link })
      .where('delivery', '=', id)
      .where('key', '=', key)
      .execute()
  }

  async withdraw(id: DeliveryId, key: string): Promise<void> {
    const query = this.#db.deleteFrom('parts').where('delivery', '=', id).where('key', '=', key)
    await query.where('state', '=', 'intended').execute()
  }

  async lose(id: DeliveryId, key: string): Promise<void> {
    await this.#db.deleteFrom('parts').where('delivery', '=', id).where('key', '=', key).execute()
  }

  async doubt(id: DeliveryId, key: string): Promise<void> {
    const query = this.#db.updateTable('parts').set({ state: 'uncertain' }).where('delivery', '=', id)
    await query.where('key', '=', key).where('state', '=', 'intended').execute()
  }

  async whose(
    ref: Pick<MessageRef, 'platform' | 'channel' | 'message'>,
  ): Promise<{ id: DeliveryId; key: string } | undefined> {
    const row = await this.#db
      .selectFrom('parts')
      .select(['delivery', 'key'])
      .where('platform', '=', ref.platform)
      .where('channel', '=', ref.channel)
      .where('message', '=', ref.message)
      .executeTakeFirst()
    return row && { id: row.delivery as DeliveryId, key: row.key }
  }

  async firstSeen(destination: string, at: number): Promise<number> {
    await this.#db
      .insertInto('destinations')
      .values({ name: destination, first_seen: at })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    const query = this.#db.selectFrom('destinations').select('first_seen').where('name', '=', destination)
    return (await query.executeTakeFirstOrThrow()).first_seen
  }

  async pauses(): Promise<ReadonlyMap<string, Pause>> {
    const rows = await this.#db.selectFrom('destinations').selectAll().where('paused_reason', 'is not', null).execute()
    return new Map(rows.map((row) => [row.name, { reason: row.paused_reason ?? '', at: row.paused_at ?? 0 }]))
  }

  async pause(destination: string, pause: Pause): Promise<void> {
    await this.firstSeen(destination, pause.at)
    await this.#setPause(destination, pause.reason, pause.at)
  }

  async resume(destination: string): Promise<void> {
    await this.#setPause(destination, null, null)
  }

  async close(): Promise<void> {
    await this.#db.destroy()
  }

  async #begin(id: DeliveryId): Promise<void> {
    await this.#db.updateTable('deliveries').set({ begun: 1 }).where('id', '=', id).where('begun', '=', 0).execute()
  }

  async #setPause(name: string, reason: string | null, at: number | null): Promise<void> {
    const query = this.#db.updateTable('destinations').set({ paused_reason: reason, paused_at: at })
    await query.where('name', '=', name).execute()
  }
}

function deliveryEntry(row: Selectable<LedgerTables['deliveries']>): DeliveryEntry {
  const {
    id,
    destination,
    digest,
    platform,
    channel,
    state,
    begun,
    reason,
    owed_at: owedAt,
    settled_at: settledAt,
  } = row
  return {
    id: id as DeliveryId,
    destination,
    digest: digest as DigestId,
    platform,
    channel,
    state,
    begun: begun === 1,
    owedAt,
    ...(reason !== null && { reason }),
    ...(settledAt !== null && { settledAt }),
  }
}

function partEntry(row: Selectable<LedgerTables['parts']>): PartEntry {
  const { key, state, intended_at: intendedAt, platform, channel, message, thread, link } = row
  const entry = { key, state, intendedAt }
  if (platform === null || channel === null || message === null) return entry
  return {
    ...entry,
    ref: { platform, channel, message, ...(thread !== null && { thread }), ...(link !== null && { link }) },
  }
}
