import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Fence, LaneId, LaneRequests } from '../../domain/lane.ts'
import { withTimeout } from '../../lib/clock.ts'
import type { LedgerTables } from '../ledger/tables.ts'

/** How often and how long the bot looks for a reply, in milliseconds: a reader waits for it. */
const [lookMs, timeoutMs] = [100, 12_000]

/** How long requests and claims are kept, in seconds: longer than a platform delivers an interaction again. */
const keptSeconds = 3_600

export const laneRequestTables = `
CREATE TABLE lane_requests (
  id TEXT PRIMARY KEY,
  lane TEXT NOT NULL,
  asked_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  request TEXT NOT NULL,
  taken BIGINT NOT NULL DEFAULT 0,
  reply TEXT
);
CREATE INDEX lane_requests_open ON lane_requests (lane) WHERE reply IS NULL;
CREATE TABLE interaction_claims (id TEXT PRIMARY KEY, claimed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`

/** Who claimed an interaction, so that a machine may claim it again when it does not know whether it did. */
export const claimOwners = 'ALTER TABLE interaction_claims ADD COLUMN claimed_by TEXT'

/** Requests of readers that reached a machine without the lane, in the database. */
export class PostgresLaneRequests implements LaneRequests {
  readonly #db: Kysely<LedgerTables>
  readonly #channel: string
  /** The callers that wait for a reply, by the id of their request. */
  readonly #waiting = new Map<string, (reply: string) => void>()
  /** The name under which this process claims. */
  readonly #claimant = randomUUID()
  #isLooking = false

  /** `channel` is what owners listen to. */
  constructor(db: Kysely<LedgerTables>, channel: string) {
    this.#db = db
    this.#channel = channel
  }

  async ask(lane: LaneId, request: string): Promise<string | undefined> {
    const id = randomUUID()
    await sql`
      WITH asked AS (INSERT INTO lane_requests (id, lane, request) VALUES (${id}, ${lane}, ${request}))
      SELECT pg_notify(${this.#channel}, ${lane})`.execute(this.#db)
    const replied = new Promise<string>((resolve) => this.#waiting.set(id, resolve))
    void this.#look()
    return withTimeout(replied, timeoutMs).finally(() => this.#waiting.delete(id))
  }

  /** Looks for the replies of all who wait with one statement, until there is none. */
  async #look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    while (this.#waiting.size > 0) {
      await wait(lookMs)
      const ids = [...this.#waiting.keys()]
      const found = await sql<{ id: string; reply: string }>`
        SELECT id, reply FROM lane_requests WHERE id = ANY (${ids}::text[]) AND reply IS NOT NULL`
        .execute(this.#db)
        .catch(() => undefined)
      for (const { id, reply } of found?.rows ?? []) this.#waiting.get(id)?.(reply)
    }
    this.#isLooking = false
  }

  async take(fences: readonly Fence[]): Promise<readonly { id: string; request: string }[]> {
    const [lanes, tokens] = [fences.map(({ lane }) => lane), fences.map(({ token }) => token)]
    const { rows } = await sql<{ id: string; request: string }>`
      UPDATE lane_requests SET taken = mine.token
      FROM unnest(${lanes}::text[], ${tokens}::bigint[]) AS mine (lane, token)
      WHERE lane_requests.lane = mine.lane AND reply IS NULL AND taken < mine.token
        AND asked_at > clock_timestamp() - make_interval(secs => ${timeoutMs / 1000}::float8)
      RETURNING id, request`.execute(this.#db)
    return rows
  }

  async reply(id: string, reply: string): Promise<void> {
    await sql`UPDATE lane_requests SET reply = ${reply} WHERE id = ${id} AND reply IS NULL`.execute(this.#db)
  }

  async claim(id: string): Promise<boolean> {
    const { rows } = await sql`
      INSERT INTO interaction_claims AS claimed (id, claimed_by) VALUES (${id}, ${this.#claimant})
      ON CONFLICT (id) DO UPDATE SET claimed_by = EXCLUDED.claimed_by WHERE claimed.claimed_by = EXCLUDED.claimed_by
      RETURNING id`.execute(this.#db)
    return rows.length > 0
  }

  async forget(): Promise<void> {
    const old = sql`clock_timestamp() - make_interval(secs => ${keptSeconds}::float8)`
    await sql`
      WITH old AS (DELETE FROM interaction_claims WHERE claimed_at < ${old})
      DELETE FROM lane_requests WHERE asked_at < ${old}`.execute(this.#db)
  }
}
