import type { Kysely, Selectable } from 'kysely'
import type { AlertLedger, AlertMessage, AlertRecord } from '../../domain/alert.ts'
import type { DeliveryId, MessageRef, PartEntry } from '../../domain/delivery.ts'
import { formatPartKey, type PartKey, parsePartKey } from '../../domain/part-key.ts'
import { refOf, withoutNulls } from './parts.ts'
import type { LedgerTables } from './tables.ts'

type MessageRow = Selectable<LedgerTables['alert_messages']>

/** Alerts in the ledger's file: a lost record would be sent again. */
export class SqlAlertStore implements AlertLedger {
  readonly #db: Kysely<LedgerTables>

  constructor(db: Kysely<LedgerTables>) {
    this.#db = db
  }

  async open(): Promise<readonly AlertRecord[]> {
    return (await this.#alerts().where('resolved_at', 'is', null).execute()).map(alertRecord)
  }

  async has(subject: string): Promise<boolean> {
    return (await this.#alerts().where('subject', '=', subject).limit(1).execute()).length > 0
  }

  async add(subject: string, content: string, at: number, resolved = false): Promise<void> {
    await this.#db
      .insertInto('alerts')
      .values({ subject, content, created_at: at, resolved_at: resolved ? at : null })
      .onConflict((conflict) => conflict.column('subject').where('resolved_at', 'is', null).doNothing())
      .execute()
  }

  async resolve(id: number, at: number): Promise<void> {
    await this.#db.updateTable('alerts').set({ resolved_at: at }).where('id', '=', id).execute()
  }

  async unsent(limit: number): Promise<readonly AlertRecord[]> {
    return (await this.#alerts().where('message', 'is', null).limit(limit).execute()).map(alertRecord)
  }

  async createMessage(
    ids: readonly number[],
    { platform, channel }: Pick<AlertMessage, 'platform' | 'channel'>,
  ): Promise<AlertMessage> {
    return this.#db.transaction().execute(async (change) => {
      const row = await change
        .insertInto('alert_messages')
        .values({ state: 'pending', to_platform: platform, to_channel: channel })
        .returningAll()
        .executeTakeFirstOrThrow()
      await change
        .updateTable('alerts')
        .set({ message: row.id })
        .where('id', 'in', ids)
        .where('message', 'is', null)
        .execute()
      return this.#message(row, change)
    })
  }

  async discardMessage(key: PartKey): Promise<void> {
    const id = idOf(key)
    await this.#db.updateTable('alerts').set({ message: null }).where('message', '=', id).execute()
    await this.#db.deleteFrom('alert_messages').where('id', '=', id).execute()
  }

  async unfinished(): Promise<readonly AlertMessage[]> {
    const query = this.#db.selectFrom('alert_messages').selectAll().where('state', '<>', 'posted')
    const rows = await query.orderBy('id').execute()
    return Promise.all(rows.map((row) => this.#message(row, this.#db)))
  }

  async parts(): Promise<readonly PartEntry[]> {
    const query = this.#db.selectFrom('alert_messages').selectAll().where('state', 'in', ['intended', 'uncertain'])
    return (await query.execute()).flatMap(partEntry)
  }

  async recordIntent(_: DeliveryId, key: PartKey, at: number): Promise<PartEntry> {
    const { intended_at: first } = await this.#row(key).selectAll().executeTakeFirstOrThrow()
    await this.#change(key)
      .set({ state: 'intended', intended_at: first ?? at, tried_at: at })
      .execute()
    return { key, state: 'intended', intendedAt: first ?? at, triedAt: at }
  }

  async recordReceipt(_: DeliveryId, key: PartKey, ref: MessageRef, at: number): Promise<void> {
    const { platform, channel, message, thread = null, link = null } = ref
    await this.#change(key).set({ state: 'posted', posted_at: at, platform, channel, message, thread, link }).execute()
  }

  async cancelIntent(_: DeliveryId, key: PartKey): Promise<void> {
    await this.#change(key).set({ state: 'pending', intended_at: null }).where('state', '=', 'intended').execute()
  }

  async markUncertain(_: DeliveryId, key: PartKey): Promise<void> {
    await this.#change(key).set({ state: 'uncertain' }).where('state', '=', 'intended').execute()
  }

  #alerts() {
    return this.#db.selectFrom('alerts').selectAll().orderBy('id')
  }

  #row(key: PartKey) {
    return this.#db.selectFrom('alert_messages').where('id', '=', idOf(key))
  }

  #change(key: PartKey) {
    return this.#db.updateTable('alert_messages').where('id', '=', idOf(key))
  }

  async #message(row: MessageRow, db: Kysely<LedgerTables>): Promise<AlertMessage> {
    const alerts = await db.selectFrom('alerts').selectAll().where('message', '=', row.id).orderBy('id').execute()
    return { key: keyOf(row.id), platform: row.to_platform, channel: row.to_channel, alerts: alerts.map(alertRecord) }
  }
}

function keyOf(id: number): PartKey {
  return formatPartKey({ piece: { type: 'alerts', id } })
}

function idOf(key: PartKey): number {
  const piece = parsePartKey(key)?.piece
  if (piece?.type !== 'alerts') throw new TypeError(`${key} is not the key of a message of alerts`)
  return piece.id
}

function alertRecord({ id, subject, content, created_at: createdAt }: Selectable<LedgerTables['alerts']>): AlertRecord {
  return { id, subject, content, createdAt }
}

function partEntry(row: MessageRow): PartEntry[] {
  const { id, state, intended_at: intendedAt, posted_at: postedAt, tried_at: triedAt } = row
  if (state === 'pending' || intendedAt === null) return []
  const ref = refOf(row)
  return [{ key: keyOf(id), state, intendedAt, ...withoutNulls({ postedAt, triedAt }), ...(ref && { ref }) }]
}
