import type { Kysely, Selectable } from 'kysely'
import type { AlertMessage, AlertRecord, AlertStore } from '../../domain/alert.ts'
import type { DeliveryId, MessageRef, PartEntry } from '../../domain/delivery.ts'
import { formatPartKey, type PartKey, parsePartKey } from '../../domain/part-key.ts'
import { refOf, withoutNulls } from './parts.ts'
import type { LedgerTables } from './schema.ts'

type MessageRow = Selectable<LedgerTables['notice_messages']>

/** Notices in the ledger's file: to forget what was told would be to tell it again. */
export class SqliteAlertStore implements AlertStore {
  readonly #db: Kysely<LedgerTables>

  constructor(db: Kysely<LedgerTables>) {
    this.#db = db
  }

  async open(): Promise<readonly AlertRecord[]> {
    return (await this.#notices().where('settled_at', 'is', null).execute()).map(notice)
  }

  async has(subject: string): Promise<boolean> {
    return (await this.#notices().where('subject', '=', subject).limit(1).execute()).length > 0
  }

  async add(subject: string, content: string, at: number, settled = false): Promise<void> {
    await this.#db
      .insertInto('notices')
      .values({ subject, content, noted_at: at, settled_at: settled ? at : null })
      .onConflict((conflict) => conflict.column('subject').where('settled_at', 'is', null).doNothing())
      .execute()
  }

  async resolve(id: number, at: number): Promise<void> {
    await this.#db.updateTable('notices').set({ settled_at: at }).where('id', '=', id).execute()
  }

  async unsent(limit: number): Promise<readonly AlertRecord[]> {
    return (await this.#notices().where('message', 'is', null).limit(limit).execute()).map(notice)
  }

  async gather(
    ids: readonly number[],
    { platform, channel }: Pick<AlertMessage, 'platform' | 'channel'>,
  ): Promise<AlertMessage> {
    return this.#db.transaction().execute(async (change) => {
      const row = await change
        .insertInto('notice_messages')
        .values({ state: 'gathered', to_platform: platform, to_channel: channel })
        .returningAll()
        .executeTakeFirstOrThrow()
      await change.updateTable('notices').set({ message: row.id }).where('id', 'in', ids).execute()
      return this.#message(row, change)
    })
  }

  async scatter(key: PartKey): Promise<void> {
    const id = idOf(key)
    await this.#db.updateTable('notices').set({ message: null }).where('message', '=', id).execute()
    await this.#db.deleteFrom('notice_messages').where('id', '=', id).execute()
  }

  async unfinished(): Promise<readonly AlertMessage[]> {
    const query = this.#db.selectFrom('notice_messages').selectAll().where('state', '<>', 'posted')
    const rows = await query.orderBy('id').execute()
    return Promise.all(rows.map((row) => this.#message(row, this.#db)))
  }

  async parts(): Promise<readonly PartEntry[]> {
    const query = this.#db.selectFrom('notice_messages').selectAll().where('state', 'in', ['intended', 'uncertain'])
    return (await query.execute()).flatMap(partEntry)
  }

  async recordIntent(_: DeliveryId, key: PartKey, at: number): Promise<PartEntry> {
    const { intended_at: first } = await this.#row(key).selectAll().executeTakeFirstOrThrow()
    await this.#change(key)
      .set({ state: 'intended', intended_at: first ?? at })
      .execute()
    return { key, state: 'intended', intendedAt: first ?? at }
  }

  async recordReceipt(_: DeliveryId, key: PartKey, ref: MessageRef, at: number): Promise<void> {
    const { platform, channel, message, thread = null, link = null } = ref
    await this.#change(key).set({ state: 'posted', posted_at: at, platform, channel, message, thread, link }).execute()
  }

  async cancelIntent(_: DeliveryId, key: PartKey): Promise<void> {
    await this.#change(key).set({ state: 'gathered', intended_at: null }).where('state', '=', 'intended').execute()
  }

  async markUncertain(_: DeliveryId, key: PartKey): Promise<void> {
    await this.#change(key).set({ state: 'uncertain' }).where('state', '=', 'intended').execute()
  }

  #notices() {
    return this.#db.selectFrom('notices').selectAll().orderBy('id')
  }

  #row(key: PartKey) {
    return this.#db.selectFrom('notice_messages').where('id', '=', idOf(key))
  }

  #change(key: PartKey) {
    return this.#db.updateTable('notice_messages').where('id', '=', idOf(key))
  }

  async #message(row: MessageRow, db: Kysely<LedgerTables>): Promise<AlertMessage> {
    const notices = await db.selectFrom('notices').selectAll().where('message', '=', row.id).orderBy('id').execute()
    return { key: keyOf(row.id), platform: row.to_platform, channel: row.to_channel, notices: notices.map(notice) }
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

function notice({ id, subject, content, noted_at: notedAt }: Selectable<LedgerTables['notices']>): AlertRecord {
  return { id, subject, content, notedAt }
}

function partEntry(row: MessageRow): PartEntry[] {
  const { id, state, intended_at: intendedAt, posted_at: postedAt } = row
  if (state === 'gathered' || intendedAt === null) return []
  const ref = refOf(row)
  return [{ key: keyOf(id), state, intendedAt, ...withoutNulls({ postedAt }), ...(ref && { ref }) }]
}
