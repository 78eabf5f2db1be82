import { type Kysely, sql } from 'kysely'
import {
  type Delay,
  type DeliveryEntry,
  type DeliveryId,
  type DeliveryState,
  isUndone,
  type PartEntry,
  type PostedLayout,
  type ShownContent,
} from '../../domain/delivery.ts'
import type { DigestId } from '../../domain/digest.ts'
import type { FailureReason } from '../../domain/failure-reason.ts'
import type { Gap, Ledger, NewDelivery, Pause } from '../../domain/ledger.ts'
import type { PartKey } from '../../domain/part-key.ts'
import { deliveryStatements } from './delivery-statements.ts'
import type { HeartbeatFile } from './heartbeat-file.ts'
import { type LedgerOptions, reasonFromRow, toJson } from './parts.ts'
import type { LedgerTables } from './tables.ts'
import { deliveryEntry, SqlUndoStore } from './undo-store.ts'

/** How far apart the clocks of machines may be, in milliseconds. A clock that jumps back further was wrong before. */
const clockSkewMs = 3_600_000

const gapNames = ['gap_from', 'gap_to', 'gap_found_at', 'gap_is_new'] as const

/** The heartbeat that is noted. Of several machines, one whose clock is a little behind must not take back another's. */
export function nextHeartbeat(last: number | undefined, at: number): number {
  return last !== undefined && last > at && last < at + clockSkewMs ? last : at
}

export class SqlLedger extends SqlUndoStore implements Ledger {
  readonly #seen: HeartbeatFile | undefined
  readonly #statements: ReturnType<typeof deliveryStatements>
  /** When destinations were first seen, which does not change. */
  readonly #firstSeen = new Map<string, number>()
  /** The gap as it was last read. */
  #gap: Promise<Gap | undefined> | undefined

  constructor(db: Kysely<LedgerTables>, { seen, ...options }: LedgerOptions & { readonly seen?: HeartbeatFile }) {
    super(db, options)
    this.#seen = seen
    this.#statements = deliveryStatements(this.db, this.execute)
  }

  override async recordIntent(id: DeliveryId, key: PartKey, at: number, shown?: ShownContent): Promise<PartEntry> {
    const entry = await super.recordIntent(id, key, at, shown)
    this.#seen?.use()
    return entry
  }

  async addDelivery(delivery: NewDelivery, started = false): Promise<DeliveryEntry> {
    const { createdAt, dueAt = null, workspace = null, ...rest } = delivery
    const [noted] = await this.#statements.add({
      ...rest,
      workspace,
      created_at: createdAt,
      due_at: dueAt,
      state: 'pending',
      started: started ? 1 : 0,
    })
    if (started) await this.start(delivery.id)
    else if (noted) return deliveryEntry(noted)
    const known = await this.delivery(delivery.id)
    if (!known) throw new Error(`The ledger has no delivery ${delivery.id}.`)
    return known
  }

  async setState(id: DeliveryId, state: DeliveryState, at: number, reason?: FailureReason): Promise<void> {
    const row = { id, state, reason: toJson(reason), settled_at: state === 'pending' ? null : at }
    await (isUndone({ state }) ? this.#statements.setFinalState(row) : this.#statements.setState(row))
  }

  async setDelay(id: DeliveryId, delay: Delay): Promise<void> {
    await this.#statements.setDelay({ id, delay: JSON.stringify(delay) })
  }

  async setPostedLayout(id: DeliveryId, layout: PostedLayout, correctedAt?: number): Promise<void> {
    const row = { id, posted_layout: JSON.stringify(layout) }
    if (correctedAt === undefined) await this.#statements.setLayout(row)
    else await this.#statements.setCorrectedLayout({ ...row, corrected_at: correctedAt })
  }

  async retryFailed(digest: DigestId): Promise<void> {
    const reopened = { state: 'pending', reason: null, settled_at: null } as const
    await this.db
      .updateTable('deliveries')
      .set(reopened)
      .where('digest', '=', digest)
      .where('state', '=', 'failed')
      .execute()
  }

  async delivery(id: DeliveryId): Promise<DeliveryEntry | undefined> {
    const [row] = await this.#statements.byId({ id })
    return row && deliveryEntry(row)
  }

  async unfinished(): Promise<readonly DeliveryEntry[]> {
    const query = this.db.selectFrom('deliveries').selectAll().where('state', '=', 'pending').where('started', '=', 1)
    return (await query.orderBy('created_at').execute()).map(deliveryEntry)
  }

  async deliveriesTo(destination: string, limit: number): Promise<readonly DeliveryEntry[]> {
    return (await this.#statements.to({ destination, limit })).map(deliveryEntry)
  }

  async deliveriesOf(digests: readonly DigestId[]): Promise<readonly DeliveryEntry[]> {
    if (digests.length === 0) return []
    return (await this.db.selectFrom('deliveries').selectAll().where('digest', 'in', digests).execute()).map(
      deliveryEntry,
    )
  }

  async orphansOf(digests: readonly DigestId[], names: ReadonlySet<string>): Promise<readonly DeliveryEntry[]> {
    // Each name costs one index lookup.
    const { rows } = await sql<{ name: string }>`
      WITH RECURSIVE known (name) AS (
        SELECT min(destination) FROM deliveries
        UNION ALL SELECT (SELECT min(destination) FROM deliveries WHERE destination > name) FROM known WHERE name IS NOT NULL
      ) SELECT name FROM known WHERE name IS NOT NULL`.execute(this.db)
    const gone = rows.flatMap(({ name }) => (names.has(name) ? [] : name))
    if (digests.length === 0 || gone.length === 0) return []
    const query = this.db.selectFrom('deliveries').selectAll().where('destination', 'in', gone)
    return (await query.where('digest', 'in', digests).execute()).map(deliveryEntry)
  }

  async firstSeen(destination: string, at: number): Promise<number> {
    const known = this.#firstSeen.get(destination)
    if (known !== undefined) return known
    const find = async () => (await this.#statements.firstSeen({ name: destination }))[0]?.first_seen
    const found = await find()
    if (found === undefined) {
      const query = this.db.insertInto('destinations').values({ name: destination, first_seen: at })
      await query.onConflict((conflict) => conflict.column('name').doNothing()).execute()
    }
    // Another process may have been first.
    const firstSeen = found ?? (await find()) ?? at
    this.#firstSeen.set(destination, firstSeen)
    return firstSeen
  }

  async pauses(): Promise<ReadonlyMap<string, Pause>> {
    const rows = await this.db.selectFrom('destinations').selectAll().where('paused_reason', 'is not', null).execute()
    return new Map(
      rows.map((row) => [row.name, { reason: reasonFromRow(row.paused_reason ?? ''), at: row.paused_at ?? 0 }]),
    )
  }

  async pause(destination: string, pause: Pause): Promise<void> {
    await this.firstSeen(destination, pause.at)
    await this.#setPause(destination, toJson(pause.reason), pause.at)
  }

  async resume(destination: string): Promise<void> {
    await this.#setPause(destination, null, null)
  }

  async recordHeartbeat(at: number): Promise<number | undefined> {
    const last = await this.#runtime('heartbeat_at')
    // `nextHeartbeat` again, for another machine may write at the same moment.
    const value = sql<number>`CASE WHEN runtime.value > ${at} AND runtime.value < ${at + clockSkewMs}
      THEN runtime.value ELSE ${at} END`
    const query = this.db.insertInto('runtime').values({ name: 'heartbeat_at', value: at })
    await query.onConflict((conflict) => conflict.column('name').doUpdateSet({ value })).execute()
    this.#seen?.write(at)
    return last
  }

  gap(): Promise<Gap | undefined> {
    this.#gap ??= this.readGap().catch((error: unknown) => {
      this.#gap = undefined
      throw error
    })
    return this.#gap
  }

  async noteFound(from: number, now: number): Promise<void> {
    await this.extendGap(from, now)
    await this.#setRuntime('gap_found_at', now)
    this.#gap = undefined
  }

  protected async readGap(): Promise<Gap | undefined> {
    const rows = await this.db.selectFrom('runtime').selectAll().where('name', 'in', gapNames).execute()
    const known = new Map(rows.map(({ name, value }) => [name, value]))
    const [from, to, foundAt] = [known.get('gap_from'), known.get('gap_to'), known.get('gap_found_at')]
    if (from === undefined || to === undefined) return undefined
    const isNew = known.get('gap_is_new') === 1
    return { from, to, ...(foundAt !== undefined && { foundAt }), ...(isNew && { isNew }) }
  }

  /** What was posted from then on until now may be missing. */
  protected async extendGap(from: number, now: number): Promise<void> {
    const gap = await this.gap()
    await this.#setRuntime('gap_from', Math.min(from, gap?.from ?? from))
    await this.#setRuntime('gap_to', Math.max(now, gap?.to ?? now))
  }

  async close(): Promise<void> {
    await this.db.destroy()
  }

  async #runtime(name: LedgerTables['runtime']['name']): Promise<number | undefined> {
    const query = this.db.selectFrom('runtime').select('value').where('name', '=', name)
    return (await query.executeTakeFirst())?.value
  }

  async #setRuntime(name: LedgerTables['runtime']['name'], value: number): Promise<void> {
    const query = this.db.insertInto('runtime').values({ name, value })
    await query.onConflict((conflict) => conflict.column('name').doUpdateSet({ value })).execute()
  }

  async #setPause(name: string, reason: string | null, at: number | null): Promise<void> {
    const query = this.db.updateTable('destinations').set({ paused_reason: reason, paused_at: at })
    await query.where('name', '=', name).execute()
  }
}
