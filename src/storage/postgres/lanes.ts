import { type Kysely, sql } from 'kysely'
import {
  type Fence,
  type LaneChange,
  type LaneFacts,
  type LaneId,
  LaneLost,
  type LaneReport,
  type LaneStore,
} from '../../domain/lane.ts'
import type { LedgerTables } from '../ledger/tables.ts'
import { changeLanes, readLaneFacts } from './lane-facts.ts'

/** The channel on which machines hear that a lane may be taken; the payload is the lane. */
export const lanesChannel = 'morning_post_lanes'

/** The payload where it is about a delivery instead of a lane. */
export const deliveryPayload = 'delivery'

/** An error of `hold_lane`: a newer owner has the lane. */
const laneLostCode = 'MP001'

/**
 * A new owner changes the token, which is part of a unique key: that conflicts with the locks of `hold_lane`, and the
 * renewal of a lease does not. So a statement with an old token either ends before the new owner begins, or fails.
 * https://www.postgresql.org/docs/15/explicit-locking.html#LOCKING-ROWS
 */
export const laneTables = `
CREATE TABLE lanes (
  lane text PRIMARY KEY,
  token bigint NOT NULL DEFAULT 0,
  owner text,
  lease_until timestamptz NOT NULL DEFAULT '-infinity',
  UNIQUE (lane, token)
);
CREATE TABLE machines (machine text PRIMARY KEY, alive_until timestamptz NOT NULL);
CREATE FUNCTION hold_lane(wanted text, with_token bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE COST 10000 AS $$
BEGIN
  PERFORM 1 FROM lanes WHERE lane = wanted AND token = with_token FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a newer owner has the lane %', wanted USING ERRCODE = '${laneLostCode}', DETAIL = wanted;
  END IF;
  RETURN true;
END $$;
`

/** The owners of lanes; their leases end by the clock of the database. */
export class PostgresLaneStore implements LaneStore {
  readonly #db: Kysely<LedgerTables>

  constructor(db: Kysely<LedgerTables>) {
    this.#db = db
  }

  facts(): Promise<LaneFacts> {
    return readLaneFacts(this.#db)
  }

  change(change: LaneChange): Promise<boolean> {
    return changeLanes(this.#db, change, lanesChannel)
  }

  async renew(machine: string, held: readonly Fence[], lanes: readonly LaneId[], leaseMs: number): Promise<LaneReport> {
    const until = untilSql(leaseMs)
    await sql`
      WITH known AS (
        INSERT INTO lanes (lane) SELECT unnest(${lanes}::text[]) ON CONFLICT DO NOTHING
      )
      INSERT INTO machines VALUES (${machine}, ${until})
      ON CONFLICT (machine) DO UPDATE SET alive_until = excluded.alive_until`.execute(this.#db)
    const [ids, tokens] = columnsOf(held)
    const renewed = await sql<{ lane: LaneId }>`
      UPDATE lanes SET lease_until = ${until}
      FROM unnest(${ids}::text[], ${tokens}::bigint[]) AS mine (lane, token)
      WHERE lanes.lane = mine.lane AND lanes.token = mine.token AND owner = ${machine}
      RETURNING lanes.lane`.execute(this.#db)
    // A machine that was killed is not expected to take its share until its row has expired.
    const state = await sql<{ lane: LaneId | null; machines: number; next: number | null }>`
      SELECT alive.machines, ends.next, lane
      FROM (
        SELECT count(*)::int AS machines FROM machines WHERE alive_until > ${untilSql(leaseMs / 2)}
      ) AS alive
      CROSS JOIN (
        SELECT (extract(epoch FROM min(lease_until) - clock_timestamp()) * 1000)::int AS next FROM lanes
        WHERE lease_until >= clock_timestamp() AND owner <> ${machine} AND lane = ANY (${lanes}::text[])
      ) AS ends
      LEFT JOIN lanes ON lease_until < clock_timestamp() AND lane = ANY (${lanes}::text[])`.execute(this.#db)
    const [first] = state.rows
    return {
      held: new Set(renewed.rows.map(({ lane }) => lane)),
      free: state.rows.flatMap(({ lane }) => lane ?? []),
      machines: first?.machines ?? 1,
      ...(first?.next != null && { nextEndMs: first.next }),
    }
  }

  async claim(machine: string, lanes: readonly LaneId[], most: number, leaseMs: number): Promise<readonly Fence[]> {
    const { rows } = await sql<{ lane: LaneId; token: string | number }>`
      UPDATE lanes SET owner = ${machine}, token = token + 1, lease_until = ${untilSql(leaseMs)}
      WHERE lane IN (
        SELECT lane FROM lanes WHERE lease_until < clock_timestamp() AND lane = ANY (${lanes}::text[])
        ORDER BY random() LIMIT ${most} FOR UPDATE SKIP LOCKED
      ) AND lease_until < clock_timestamp()
      RETURNING lane, token`.execute(this.#db)
    return rows.map(({ lane, token }) => ({ lane, token: Number(token) }))
  }

  async release(held: readonly Fence[]): Promise<void> {
    await sql`WITH ${releaseSql(held)}`.execute(this.#db)
  }

  async machines(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM machines WHERE alive_until > clock_timestamp()`.execute(this.#db)
    return rows[0]?.count ?? 0
  }

  async leave(machine: string, held: readonly Fence[]): Promise<void> {
    // Also removes machines that were killed long ago.
    await sql`
      WITH gone AS (
        DELETE FROM machines WHERE machine = ${machine} OR alive_until < clock_timestamp() - interval '1 day'
      ), ${releaseSql(held)}`.execute(this.#db)
  }
}

function releaseSql(held: readonly Fence[]) {
  const [ids, tokens] = columnsOf(held)
  return sql`released AS (
      UPDATE lanes SET lease_until = '-infinity', owner = NULL
      FROM unnest(${ids}::text[], ${tokens}::bigint[]) AS mine (lane, token)
      WHERE lanes.lane = mine.lane AND lanes.token = mine.token
      RETURNING lanes.lane
    )
    SELECT pg_notify(${lanesChannel}, lane) FROM released`
}

function untilSql(ms: number) {
  return sql`clock_timestamp() + make_interval(secs => ${ms / 1000}::float8)`
}

function columnsOf(held: readonly Fence[]): [LaneId[], number[]] {
  return [held.map(({ lane }) => lane), held.map(({ token }) => token)]
}

/** The error of a write whose fence is outdated; undefined for every other. */
export function laneError(error: unknown): LaneLost | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== laneLostCode) return undefined
  return new LaneLost(String('detail' in error ? error.detail : '') as LaneId, { cause: error })
}
