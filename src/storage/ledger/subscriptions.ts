import type { Kysely, Selectable } from 'kysely'
import { destinationSchema } from '../../domain/destination.ts'
import type { Subscription, Subscriptions } from '../../domain/subscription.ts'
import type { LedgerTables } from './tables.ts'

/** Also keeps them in memory, because every tick and keystroke reads them. */
export class SqliteSubscriptions implements Subscriptions {
  readonly #db: Kysely<LedgerTables>
  readonly #known: Map<string, Subscription>

  private constructor(db: Kysely<LedgerTables>, known: readonly Subscription[]) {
    this.#db = db
    this.#known = new Map(known.map((subscription) => [subscription.destination.name, subscription]))
  }

  static async open(db: Kysely<LedgerTables>): Promise<SqliteSubscriptions> {
    const rows = await db.selectFrom('subscriptions').selectAll().orderBy('name').execute()
    return new SqliteSubscriptions(db, rows.map(subscriptionOf))
  }

  all(): readonly Subscription[] {
    return [...this.#known.values()]
  }

  async save(subscription: Subscription): Promise<void> {
    const { destination, madeBy, pausedUntil, notified } = subscription
    const row = {
      destination: JSON.stringify({ ...destination, skip: [...destination.skip] }),
      made_by: madeBy,
      paused_until: pausedUntil ?? null,
      notified: notified ?? null,
    }
    await this.#db
      .insertInto('subscriptions')
      .values({ name: destination.name, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute()
    this.#known.set(destination.name, subscription)
  }

  async remove(name: string): Promise<void> {
    await this.#db.deleteFrom('subscriptions').where('name', '=', name).execute()
    this.#known.delete(name)
  }
}

function subscriptionOf(row: Selectable<LedgerTables['subscriptions']>): Subscription {
  return {
    destination: destinationSchema.parse(JSON.parse(row.destination)),
    madeBy: row.made_by,
    ...(row.paused_until !== null && { pausedUntil: row.paused_until }),
    ...(row.notified !== null && { notified: row.notified }),
  }
}
