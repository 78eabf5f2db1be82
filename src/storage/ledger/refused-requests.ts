import type { Kysely } from 'kysely'
import { type RefusedRequests, refusedRequestKeptMs, withRefusalAt } from '../../domain/refused-request.ts'
import type { LedgerTables } from './tables.ts'

/** The requests that platforms refuse for now, with the ledger: a restart neither begins the hour of tries again nor ends it. */
export class SqlRefusedRequests implements RefusedRequests {
  readonly #db: Kysely<LedgerTables>
  readonly #now: () => number

  constructor(db: Kysely<LedgerTables>, now: () => number = Date.now) {
    this.#db = db
    this.#now = now
  }

  async note(request: string): Promise<number> {
    const now = this.#now()
    await this.#db
      .deleteFrom('refused_requests')
      .where('refused_at', '<', now - refusedRequestKeptMs)
      .execute()
    const query = this.#db.selectFrom('refused_requests').selectAll().where('request', '=', request)
    const row = await query.executeTakeFirst()
    const { refusedAt, refusedMs } = withRefusalAt(row && { refusedAt: row.refused_at, refusedMs: row.refused_ms }, now)
    const values = { refused_at: refusedAt, refused_ms: refusedMs }
    await this.#db
      .insertInto('refused_requests')
      .values({ request, ...values })
      .onConflict((conflict) => conflict.column('request').doUpdateSet(values))
      .execute()
    return refusedMs
  }
}
