import { CompiledQuery, type Kysely, type Selectable } from 'kysely'
import type { ZodType } from 'zod'
import {
  type DeliveryId,
  type MessageRef,
  type PartEntry,
  type ShownContent,
  shownSchema,
  type UncertainPart,
} from '../../domain/delivery.ts'
import type { DigestId } from '../../domain/digest.ts'
import { DeliveryUndone } from '../../domain/errors.ts'
import { type FailureReason, failureReasonSchema } from '../../domain/failure-reason.ts'
import type { Fence } from '../../domain/lane.ts'
import type { EditStore, PartStore, UncertainParts } from '../../domain/ledger.ts'
import { type PartKey, readPartKey } from '../../domain/part-key.ts'
import { parseJson } from '../../lib/json.ts'
import type { LedgerDialect } from './dialect.ts'
import { FencePlugin, heldSql } from './fence.ts'
import { intentStatement, receiptStatement } from './part-statements.ts'
import { type Execute, statement } from './statement.ts'
import type { LedgerTables } from './tables.ts'

type PartRow = Selectable<LedgerTables['parts']>

/** More than the number of deliveries under way at once. */
const startedMax = 20_000

/** How the ledger uses its database. */
export interface LedgerOptions {
  readonly dialect: LedgerDialect
  /** Called for writes that a call to a platform waits for. */
  readonly hurry?: () => void
  /** Runs a query that is built, without what the query builder does around it. */
  readonly execute?: Execute | undefined
  /** What every write names: it fails once a newer owner has the lane. */
  readonly fence?: Fence | undefined
}

/** The half of the ledger that is about parts. */
export class SqlPartStore implements PartStore, EditStore, UncertainParts {
  protected readonly db: Kysely<LedgerTables>
  protected readonly execute: Execute
  readonly #hurry: () => void
  readonly #intend: string
  readonly #record: string
  readonly #parts
  readonly #start
  /** Deliveries that are known to be marked as started. */
  readonly #started = new Set<DeliveryId>()

  constructor(db: Kysely<LedgerTables>, { dialect, hurry = () => {}, fence, execute }: LedgerOptions) {
    const queries = fence ? db.withPlugin(new FencePlugin(fence)) : db
    this.db = queries
    this.execute = execute ?? (async (query) => (await queries.executeQuery(query)).rows)
    this.#hurry = hurry
    this.#intend = intentStatement(dialect, fence ? heldSql(fence) : '')
    this.#record = receiptStatement(dialect, fence ? heldSql(fence) : '')
    this.#parts = statement(this.execute, ({ id }: { id: DeliveryId }) =>
      queries.selectFrom('parts').selectAll().where('delivery', '=', id).orderBy('position'),
    )
    this.#start = statement(this.execute, ({ id }: { id: DeliveryId }) =>
      queries.updateTable('deliveries').set({ started: 1 }).where('id', '=', id).where('started', '=', 0),
    )
  }

  async parts(id: DeliveryId): Promise<readonly PartEntry[]> {
    return (await this.#parts({ id })).flatMap(partEntry)
  }

  async recordIntent(id: DeliveryId, key: PartKey, at: number, shown?: ShownContent): Promise<PartEntry> {
    this.#hurry()
    const written = CompiledQuery.raw(this.#intend, [id, key, at, toJson(shown)]) as CompiledQuery<PartRow>
    const [[noted]] = await Promise.all([this.execute(written), this.start(id)])
    if (noted) return { ...entryOf(noted), key }
    const query = this.db.selectFrom('parts').selectAll().where('delivery', '=', id).where('key', '=', key)
    const known = await query.executeTakeFirst()
    if (known?.state !== 'posted' && known?.state !== 'confirmed') throw new DeliveryUndone(id)
    return { ...entryOf(known), key }
  }

  async recordReceipt(id: DeliveryId, key: PartKey, ref: MessageRef, at: number, shown?: ShownContent): Promise<void> {
    const { platform, channel, message, thread = null, link = null } = ref
    const receipt = [at, platform, channel, message, thread, link, toJson(shown)]
    await this.execute(CompiledQuery.raw(this.#record, [id, key, ...receipt]))
  }

  /** A receipt of a process that has lost the lane: the message is there, whichever process posts the next one. */
  async recordLateReceipt(id: DeliveryId, key: PartKey, ref: MessageRef, at: number): Promise<void> {
    const { platform, channel, message, thread = null, link = null } = ref
    const posted = { state: 'posted', posted_at: at, tried_at: null, platform, channel, message, thread, link } as const
    await this.#part(id, key).set(posted).where('state', 'in', ['intended', 'uncertain']).execute()
  }

  async recordEditIntent(id: DeliveryId, key: PartKey, shown: ShownContent, at: number): Promise<void> {
    await this.#shownPart(id, key)
      .set({ shown: toJson(shown), tried_at: at })
      .execute()
  }

  async recordEdit(id: DeliveryId, key: PartKey, shown: ShownContent, at: number): Promise<void> {
    await this.#shownPart(id, key)
      .set({ shown: toJson(shown), edited_at: at, tried_at: null, uneditable: null })
      .execute()
  }

  async markUneditable(id: DeliveryId, key: PartKey, why?: FailureReason): Promise<void> {
    await this.#shownPart(id, key)
      .set({ uneditable: toJson(why) })
      .execute()
  }

  async cancelIntent(id: DeliveryId, key: PartKey): Promise<void> {
    const query = this.db.deleteFrom('parts').where('delivery', '=', id).where('key', '=', key)
    await query.where('state', '=', 'intended').execute()
  }

  async forgetPart(id: DeliveryId, key: PartKey): Promise<void> {
    await this.db.deleteFrom('parts').where('delivery', '=', id).where('key', '=', key).execute()
  }

  async markUncertain(id: DeliveryId, key: PartKey): Promise<void> {
    await this.#part(id, key).set({ state: 'uncertain' }).where('state', '=', 'intended').execute()
  }

  async confirm(id: DeliveryId, key: PartKey, at: number): Promise<void> {
    await this.#part(id, key).set({ state: 'confirmed', posted_at: at }).where('state', '=', 'uncertain').execute()
  }

  async allowResend(id: DeliveryId, key: PartKey): Promise<void> {
    const query = this.db.deleteFrom('parts').where('delivery', '=', id).where('key', '=', key)
    await query.where('state', '=', 'uncertain').execute()
  }

  async uncertainParts(): Promise<readonly UncertainPart[]> {
    const rows = await this.db
      .selectFrom('parts')
      .innerJoin('deliveries', 'deliveries.id', 'parts.delivery')
      .select(['parts.delivery', 'parts.key', 'parts.intended_at', 'deliveries.destination', 'deliveries.digest'])
      .where('parts.state', '=', 'uncertain')
      .orderBy('parts.intended_at')
      .execute()
    return rows.flatMap(({ delivery, digest, intended_at: intendedAt, ...rest }) => {
      const key = readPartKey(rest.key)
      return key ? [{ ...rest, key, delivery: delivery as DeliveryId, digest: digest as DigestId, intendedAt }] : []
    })
  }

  async findByMessage(
    ref: Pick<MessageRef, 'platform' | 'channel' | 'message'>,
  ): Promise<{ id: DeliveryId; key: PartKey } | undefined> {
    const row = await this.db
      .selectFrom('parts')
      .select(['delivery', 'key'])
      .where('platform', '=', ref.platform)
      .where('channel', '=', ref.channel)
      .where('message', '=', ref.message)
      .executeTakeFirst()
    const key = row && readPartKey(row.key)
    return key && { id: row.delivery as DeliveryId, key }
  }

  protected async start(id: DeliveryId): Promise<void> {
    if (this.#started.has(id)) return
    await this.#start({ id })
    if (this.#started.size >= startedMax) this.#started.clear()
    this.#started.add(id)
  }

  /** A message that is being deleted shows nothing any more. */
  #shownPart(id: DeliveryId, key: PartKey) {
    return this.#part(id, key).where('state', 'not in', ['deleting', 'deleted'])
  }

  #part(id: DeliveryId, key: PartKey) {
    return this.db.updateTable('parts').where('delivery', '=', id).where('key', '=', key)
  }
}

export function toJson(value: ShownContent | FailureReason | undefined): string | null {
  return value ? JSON.stringify(value) : null
}

/** Earlier versions wrote a sentence. */
export function reasonFromRow(text: string): FailureReason {
  return fromJson(text, failureReasonSchema) ?? { text }
}

/** No version wrote an invalid key, so no part has one. */
function partEntry(row: PartRow): PartEntry[] {
  const key = readPartKey(row.key)
  return key ? [{ ...entryOf(row), key }] : []
}

function entryOf(row: PartRow): Omit<PartEntry, 'key'> {
  const { state, intended_at: intendedAt } = row
  const optional = {
    triedAt: row.tried_at,
    postedAt: row.posted_at,
    editedAt: row.edited_at,
    uneditable: row.uneditable === null ? null : reasonFromRow(row.uneditable),
  }
  const [ref, shown] = [refOf(row), fromJson(row.shown, shownSchema)]
  return { state, intendedAt, ...withoutNulls(optional), ...(ref && { ref }), ...(shown && { shown }) }
}

/** The message of a row; undefined until it is posted. */
export function refOf({
  platform,
  channel,
  message,
  thread,
  link,
}: Pick<PartRow, 'platform' | 'channel' | 'message' | 'thread' | 'link'>): MessageRef | undefined {
  if (platform === null || channel === null || message === null) return undefined
  return { platform, channel, message, ...withoutNulls({ thread, link }) }
}

/** The texts that were last read, by schema: all destinations of a digest have the same. */
const lastRead = new WeakMap<ZodType, Map<string, unknown>>()

/** How many texts are kept for a schema. */
const lastReadMax = 256

/** Undefined for NULL and for invalid JSON, which counts as unknown. */
export function fromJson<Value>(text: string | null, schema: ZodType<Value>): Value | undefined {
  if (text === null) return undefined
  const known = lastRead.get(schema) ?? new Map<string, unknown>()
  if (!known.has(text)) {
    if (known.size >= lastReadMax) known.clear()
    known.set(text, schema.safeParse(parseJson(text)).data)
    lastRead.set(schema, known)
  }
  return known.get(text) as Value | undefined
}

type WithoutNulls<Row> = { [Name in keyof Row]?: NonNullable<Row[Name]> }

/** Leaves out columns that are NULL. */
export function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  const kept: WithoutNulls<Row> = {}
  for (const name in row) if (row[name] !== null) kept[name] = row[name] as NonNullable<(typeof row)[typeof name]>
  return kept
}
