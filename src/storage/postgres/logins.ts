import { type Kysely, sql } from 'kysely'
import type { LoginRecord } from '../../domain/login-record.ts'
import type { LedgerTables } from '../ledger/tables.ts'

/** Machines that share a token share its logins, by the clock of the database. */
export const loginTables = `
CREATE TABLE logins (platform text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE INDEX logins_by_time ON logins (platform, at);
CREATE TABLE login_turns (
  platform text NOT NULL, turn integer NOT NULL, free_at timestamptz NOT NULL, PRIMARY KEY (platform, turn)
);
CREATE FUNCTION add_login(of_platform text, within interval, most integer) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  -- Until the end of the statement, so that it also works behind a pooler.
  PERFORM pg_advisory_xact_lock(hashtextextended('logins of ' || of_platform, 0));
  DELETE FROM logins WHERE platform = of_platform AND at < clock_timestamp() - within;
  IF (SELECT count(*) FROM logins WHERE platform = of_platform) >= most THEN
    RETURN false;
  END IF;
  INSERT INTO logins (platform) VALUES (of_platform);
  RETURN true;
END $$`

/** The logins of all machines. */
export class PostgresLogins implements LoginRecord {
  readonly #db: Kysely<LedgerTables>

  constructor(db: Kysely<LedgerTables>) {
    this.#db = db
  }

  async ages(platform: string, withinMs: number): Promise<readonly number[]> {
    const { rows } = await sql<{ age: number }>`
      SELECT (extract(epoch FROM clock_timestamp() - at) * 1000)::float8 AS age FROM logins
      WHERE platform = ${platform} AND at > clock_timestamp() - ${interval(withinMs)} ORDER BY at`.execute(this.#db)
    return rows.map(({ age }) => age)
  }

  async add(platform: string, withinMs: number, most: number): Promise<boolean> {
    const { rows } = await sql<{ added: boolean }>`
      SELECT add_login(${platform}, ${interval(withinMs)}, ${most}::integer) AS added`.execute(this.#db)
    return rows[0]?.added === true
  }

  async takeTurn(platform: string, turn: number, everyMs: number): Promise<number> {
    const taken = await sql`
      INSERT INTO login_turns AS known VALUES (${platform}, ${turn}::integer, clock_timestamp() + ${interval(everyMs)})
      ON CONFLICT (platform, turn) DO UPDATE SET free_at = excluded.free_at WHERE known.free_at <= clock_timestamp()
      RETURNING turn`.execute(this.#db)
    if (taken.rows.length > 0) return 0
    const { rows } = await sql<{ wait: number }>`
      SELECT (extract(epoch FROM free_at - clock_timestamp()) * 1000)::float8 AS wait FROM login_turns
      WHERE platform = ${platform} AND turn = ${turn}::integer`.execute(this.#db)
    // It may have become free since.
    return Math.max(1, rows[0]?.wait ?? 1)
  }
}

function interval(ms: number) {
  return sql`make_interval(secs => ${ms / 1000}::float8)`
}
