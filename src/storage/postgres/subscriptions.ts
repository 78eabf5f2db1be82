import type { Kysely } from 'kysely'
import type { Subscription } from '../../domain/subscription.ts'
import { SqlSubscriptions } from '../ledger/subscriptions.ts'
import type { LedgerTables } from '../ledger/tables.ts'

/** How often the changes of other machines are read, in milliseconds. */
const pollMs = 1_000

/** The change that each subscription had last, numbered in the order in which changes became visible. */
interface ChangeTables extends LedgerTables {
  subscription_changes: { name: string; position: number }
}

/**
 * A row for each name that was ever changed. The counter is a row, whose lock is held until the change is committed: a
 * higher number is never visible before a lower one, as it might be with a sequence.
 */
export const subscriptionChanges = `
  CREATE TABLE subscription_changes (name TEXT COLLATE "C" PRIMARY KEY, position BIGINT NOT NULL);
  CREATE INDEX subscription_changes_by_position ON subscription_changes (position);
  CREATE TABLE subscription_counter (last BIGINT NOT NULL);
  INSERT INTO subscription_counter VALUES (0);
  CREATE FUNCTION note_subscription_change() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE next BIGINT;
  BEGIN
    UPDATE subscription_counter SET last = last + 1 RETURNING last INTO next;
    INSERT INTO subscription_changes VALUES (CASE TG_OP WHEN 'DELETE' THEN OLD.name ELSE NEW.name END, next)
      ON CONFLICT (name) DO UPDATE SET position = excluded.position;
    RETURN NULL;
  END $$;
  CREATE TRIGGER subscriptions_changed AFTER INSERT OR UPDATE OR DELETE ON subscriptions
    FOR EACH ROW EXECUTE FUNCTION note_subscription_change()`

/** Subscriptions that also follow the changes of other machines. */
export class PostgresSubscriptions extends SqlSubscriptions {
  readonly #db: Kysely<ChangeTables>
  #position: number
  #timer: NodeJS.Timeout | undefined
  #reading: Promise<void> | undefined

  private constructor(db: Kysely<LedgerTables>, known: readonly Subscription[], position: number) {
    super(db, known)
    this.#db = db as unknown as Kysely<ChangeTables>
    this.#position = position
    this.#timer = setInterval(() => void this.refresh().catch(() => {}), pollMs).unref()
  }

  static override async open(db: Kysely<LedgerTables>): Promise<PostgresSubscriptions> {
    // Read first, so that changes in between are read twice rather than missed.
    const position = await lastPosition(db as unknown as Kysely<ChangeTables>)
    return new PostgresSubscriptions(db, await SqlSubscriptions.read(db), position)
  }

  /** Reads what other machines have changed. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #read(): Promise<void> {
    const changes = await this.#db
      .selectFrom('subscription_changes')
      .selectAll()
      .where('position', '>', this.#position)
      .orderBy('position')
      .execute()
    if (changes.length === 0) return
    const names = changes.map(({ name }) => name)
    this.replace(names, await SqlSubscriptions.read(this.#db as unknown as Kysely<LedgerTables>, names))
    this.#position = changes.at(-1)?.position ?? this.#position
  }
}

async function lastPosition(db: Kysely<ChangeTables>): Promise<number> {
  const { last } = await db
    .selectFrom('subscription_changes')
    .select(({ fn }) => fn.max('position').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}
