import { type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { type DeliveryId, type MessageRef, type PartEntry, splitDeliveryId } from '../../domain/delivery.ts'
import type { DigestId } from '../../domain/digest.ts'
import { formatPartKey, type PartKey } from '../../domain/part-key.ts'
import {
  endShown,
  type Review,
  type ReviewDecision,
  type ReviewLedger,
  type ReviewState,
  type ReviewStep,
} from '../../domain/review.ts'
import { fromJson, refOf, withoutNulls } from './parts.ts'
import type { ReviewTables } from './review-tables.ts'

type ReviewRow = Selectable<ReviewTables['reviews']>

const person = z.object({ platform: z.string(), user: z.string(), name: z.string().exactOptional() })

const cardKey = formatPartKey({ piece: { type: 'review' } })

/** Reviews in the ledger's file: a lost approval would be asked for again. */
export class SqlReviewStore implements ReviewLedger {
  readonly #db: Kysely<ReviewTables>

  constructor(db: Kysely<ReviewTables>) {
    this.#db = db
  }

  async review(digest: DigestId): Promise<Review | undefined> {
    const row = await this.#reviews().where('digest', '=', digest).executeTakeFirst()
    return row && reviewOf(row)
  }

  async unfinished(): Promise<readonly Review[]> {
    const rows = await this.#reviews()
      .where(({ eb, or, and }) =>
        or([
          eb('state', 'in', ['waiting', 'approved']),
          and([
            eb('card_state', 'is not', null),
            or([eb('shown', 'is', null), eb('shown', 'not like', endShown('%'))]),
          ]),
        ]),
      )
      .orderBy('created_at')
      .orderBy('digest')
      .execute()
    return rows.map(reviewOf)
  }

  async recent(limit: number): Promise<readonly Review[]> {
    const rows = await this.#reviews()
      .orderBy(sql`substr(digest, length(digest) - 9)`, 'desc')
      .orderBy('digest')
      .limit(limit)
      .execute()
    return rows.map(reviewOf)
  }

  async ask(digest: DigestId, hash: string, at: number): Promise<Review> {
    const row = await this.#db
      .insertInto('reviews')
      .values({ digest, state: 'waiting', hash, created_at: at })
      .onConflict((conflict) => conflict.column('digest').doUpdateSet({ hash }).where('reviews.state', '=', 'waiting'))
      .returningAll()
      .executeTakeFirst()
    return reviewOf(row ?? (await this.#reviews().where('digest', '=', digest).executeTakeFirstOrThrow()))
  }

  async decide(digest: DigestId, decision: ReviewDecision): Promise<Review | undefined> {
    const { state, hash, by, at, content = null } = decision
    const row = await this.#db
      .updateTable('reviews')
      .set({ state, decided_by: by ? JSON.stringify(by) : null, decided_at: at, content })
      .where('digest', '=', digest)
      .where('state', '=', 'waiting')
      .where('hash', '=', hash)
      .returningAll()
      .executeTakeFirst()
    return row && reviewOf(row)
  }

  async move(digest: DigestId, from: readonly ReviewState[], to: ReviewState): Promise<void> {
    await this.#db
      .updateTable('reviews')
      .set({ state: to, ...(to !== 'approved' && { content: null }) })
      .where('digest', '=', digest)
      .where('state', 'in', from)
      .execute()
  }

  async note({ digest, verb, hash, by, at }: ReviewStep): Promise<void> {
    await this.#db
      .insertInto('review_steps')
      .values({ digest, verb, hash, by: JSON.stringify(by), at })
      .execute()
  }

  async lastStep(digest: DigestId): Promise<ReviewStep | undefined> {
    const query = this.#db.selectFrom('review_steps').selectAll().where('digest', '=', digest)
    const row = await query.orderBy('id', 'desc').limit(1).executeTakeFirst()
    const by = row && fromJson(row.by, person)
    return row && by && { digest, verb: row.verb, hash: row.hash, by, at: row.at }
  }

  async setShown(digest: DigestId, shown: string): Promise<void> {
    await this.#change(digest).set({ shown }).execute()
  }

  async forgetCard(digest: DigestId): Promise<void> {
    await this.#change(digest)
      .set({
        ...{ card_state: null, intended_at: null, tried_at: null, posted_at: null, shown: null },
        ...{ platform: null, channel: null, message: null, thread: null, link: null },
      })
      .execute()
  }

  async parts(id: DeliveryId): Promise<readonly PartEntry[]> {
    const row = await this.#reviews().where('digest', '=', digestIn(id)).executeTakeFirst()
    return row ? partEntry(row) : []
  }

  async recordIntent(id: DeliveryId, key: PartKey, at: number): Promise<PartEntry> {
    const digest = digestIn(id)
    const { intended_at: first } = await this.#reviews().where('digest', '=', digest).executeTakeFirstOrThrow()
    await this.#change(digest)
      .set({ card_state: 'intended', intended_at: first ?? at, tried_at: at })
      .execute()
    return { key, state: 'intended', intendedAt: first ?? at, triedAt: at }
  }

  async recordReceipt(id: DeliveryId, _: PartKey, ref: MessageRef, at: number): Promise<void> {
    const { platform, channel, message, thread = null, link = null } = ref
    await this.#change(digestIn(id))
      .set({ card_state: 'posted', posted_at: at, tried_at: null, platform, channel, message, thread, link })
      .execute()
  }

  async cancelIntent(id: DeliveryId): Promise<void> {
    const none = { card_state: null, intended_at: null, tried_at: null }
    await this.#change(digestIn(id)).set(none).where('card_state', '=', 'intended').execute()
  }

  async markUncertain(id: DeliveryId): Promise<void> {
    await this.#change(digestIn(id)).set({ card_state: 'uncertain' }).where('card_state', '=', 'intended').execute()
  }

  #reviews() {
    return this.#db.selectFrom('reviews').selectAll()
  }

  #change(digest: string) {
    return this.#db.updateTable('reviews').where('digest', '=', digest)
  }
}

/** The digest in an id like `review@main/2026-03-12`. */
function digestIn(id: DeliveryId): string {
  return splitDeliveryId(id).digest
}

function reviewOf(row: ReviewRow): Review {
  const { digest, state, hash, created_at: createdAt } = row
  const decidedBy = fromJson(row.decided_by, person)
  const card = refOf(row)
  const optional = withoutNulls({ decidedAt: row.decided_at, content: row.content, shown: row.shown })
  return {
    digest: digest as DigestId,
    state,
    hash,
    createdAt,
    ...optional,
    ...(decidedBy && { decidedBy }),
    ...(card && { card }),
  }
}

function partEntry(row: ReviewRow): PartEntry[] {
  const { card_state: state, intended_at: intendedAt, posted_at: postedAt, tried_at: triedAt } = row
  if (state === null || intendedAt === null) return []
  const ref = refOf(row)
  return [{ key: cardKey, state, intendedAt, ...withoutNulls({ postedAt, triedAt }), ...(ref && { ref }) }]
}
