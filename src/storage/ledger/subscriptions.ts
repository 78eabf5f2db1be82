import type { Kysely, Selectable } from 'kysely'
import { destinationSchema } from '../../domain/destination.ts'
import type { Fence } from '../../domain/lane.ts'
import type { Subscription, Subscriptions } from '../../domain/subscription.ts'
import { FencePlugin } from './fence.ts'
import type { LedgerTables } from './tables.ts'

/** Also keeps them in memory, because every tick and keystroke reads them. */
export class SqlSubscriptions implements Subscriptions {
  readonly #db: Kysely<LedgerTables>
  readonly #known: Map<string, Subscription>

  protected constructor(db: Kysely<LedgerTables>, known: readonly Subscription[]) {
    this.#db = db
    this.#known = new Map(known.map((subscription) => [subscription.destination.name, subscription]))
  }

  static async open(db: Kysely<LedgerTables>): Promise<SqlSubscriptions> {
    return new SqlSubscriptions(db, await SqlSubscriptions.read(db))
  }

  /** All in the database, or those of them with these names; by name. */
  protected static async read(db: Kysely<LedgerTables>, names?: readonly string[]): Promise<readonly Subscription[]> {
    const query = db.selectFrom('subscriptions').selectAll().orderBy('name')
    return (await (names ? query.where('name', 'in', names) : query).execute()).map(subscriptionOf)
  }

  all(): readonly Subscription[] {
    return [...this.#known.values()]
  }

  save(subscription: Subscription): Promise<void> {
    return this.#save(subscription, this.#db)
  }

  remove(name: string): Promise<void> {
    return this.#remove(name, this.#db)
  }

  /** The same, as the owner of a lane changes them. */
  as(fence: Fence): Subscriptions {
    const db = this.#db.withPlugin(new FencePlugin(fence))
    return {
      all: () => this.all(),
      save: (subscription) => this.#save(subscription, db),
      remove: (name) => this.#remove(name, db),
    }
  }

  async #save(subscription: Subscription, db: Kysely<LedgerTables>): Promise<void> {
    const { destination, madeBy, pausedUntil, notified } = subscription
    const row = {
      destination: JSON.stringify({ ...destination, skip: [...destination.skip] }),
      made_by: madeBy,
      paused_until: pausedUntil ?? null,
      notified: notified ?? null,
    }
    await db
      .insertInto('subscriptions')
      .values({ name: destination.name, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute()
    this.#known.set(destination.name, subscription)
  }

  async #remove(name: string, db: Kysely<LedgerTables>): Promise<void> {
    await db.deleteFrom('subscriptions').where('name', '=', name).execute()
    this.#known.delete(name)
  }

  /** Takes over what the database has under these names. */
  protected replace(names: readonly string[], found: readonly Subscription[]): void {
    const byName = new Map(found.map((subscription) => [subscription.destination.name, subscription]))
    for (const name of names) {
      const subscription = byName.get(name)
      if (subscription) this.#known.set(name, subscription)
      else this.#known.delete(name)
    }
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
