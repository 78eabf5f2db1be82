import { type Kysely, sql } from 'kysely'
import type { LaneChange, LaneFacts } from '../../domain/lane.ts'
import type { LedgerTables } from '../ledger/tables.ts'

/**
 * One statement changes a fact and what follows from it. No machine owns the new lanes before every lease of an old one would
 * have ended, and their tokens count up, so that writes of the old owners fail. A lane that has ended is never free.
 * Its row stays, because a token must not be given twice.
 */
export const laneFactTables = `
CREATE TABLE lane_facts (name text PRIMARY KEY, value text NOT NULL);
CREATE FUNCTION change_lanes(fact text, was text, becomes text, ended text[], begun text[], channel text)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  leased_until timestamptz;
BEGIN
  IF was IS NULL THEN
    INSERT INTO lane_facts VALUES (fact, becomes) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE lane_facts SET value = becomes WHERE name = fact AND value = was;
  END IF;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF cardinality(ended) > 0 THEN
    INSERT INTO lanes (lane) SELECT unnest(ended || begun) ON CONFLICT DO NOTHING;
    -- Locks them as they are now: a machine may just be renewing or taking one.
    SELECT coalesce(max(lease_until), '-infinity') INTO leased_until FROM (
      SELECT lease_until FROM lanes
      WHERE lane = ANY (ended || begun) AND lease_until < 'infinity' ORDER BY lane FOR UPDATE
    ) AS leased;
    UPDATE lanes SET token = token + 1, owner = NULL, lease_until = leased_until
    WHERE lane = ANY (begun) AND (lease_until = 'infinity' OR leased_until > clock_timestamp());
    UPDATE lanes SET token = token + 1, owner = NULL, lease_until = 'infinity' WHERE lane = ANY (ended);
  END IF;
  PERFORM pg_notify(channel, '');
  RETURN true;
END $$`

/** What the machines have agreed on. */
export async function readLaneFacts(db: Kysely<LedgerTables>): Promise<LaneFacts> {
  const { rows } = await sql<{ name: string; value: string }>`SELECT name, value FROM lane_facts`.execute(db)
  return new Map(rows.map(({ name, value }) => [name, value]))
}

export async function changeLanes(db: Kysely<LedgerTables>, change: LaneChange, channel: string): Promise<boolean> {
  const { name, was = null, becomes, ended, begun } = change
  const { rows } = await sql<{ changed: boolean }>`
    SELECT change_lanes(${name}, ${was}, ${becomes}, ${[...ended]}::text[], ${[...begun]}::text[], ${channel}) AS changed
  `.execute(db)
  return rows[0]?.changed === true
}
