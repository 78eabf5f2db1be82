import { type Kysely, sql } from 'kysely'
import type { Fence, LaneId } from '../../domain/lane.ts'
import type { Gap, Ledger } from '../../domain/ledger.ts'
import type { HeartbeatFile } from '../ledger/heartbeat-file.ts'
import { nextHeartbeat, SqlLedger } from '../ledger/ledger.ts'
import type { LedgerTables } from '../ledger/tables.ts'
import { clockOffset, databaseNowSql } from './clock.ts'
import { postgres } from './dialect.ts'

/** The ledger that several machines share. */
export class PostgresLedger extends SqlLedger {
  /** The ledger of the last fence of each lane, which remembers what it has written. */
  readonly #fenced = new Map<LaneId, { readonly token: number; readonly ledger: Ledger }>()

  /** The newest heartbeat that this process has read or written. */
  #newestHeartbeat: number | undefined

  constructor(db: Kysely<LedgerTables>, seen?: HeartbeatFile) {
    super(db, { dialect: postgres, ...(seen && { seen }) })
  }

  /** Read each time: another machine may have noted it since, after an older copy of the database was put back. */
  override gap(): Promise<Gap | undefined> {
    return this.readGap()
  }

  /** Noted by the clock of the database, for a machine whose clock is wrong must not look like an older copy. */
  override async recordHeartbeat(here: number): Promise<number | undefined> {
    // Values that another call writes in the meantime are newer than those read here.
    const newest = this.#newestHeartbeat
    const offset = await clockOffset(() => this.#databaseNow())
    const at = here + offset
    const last = await super.recordHeartbeat(at)
    // Heartbeats grow, unless that clock was wrong: an older copy of the database was put back while this process was running.
    if (newest !== undefined && (last ?? 0) < newest) await this.extendGap(last ?? 0, at)
    this.#newestHeartbeat = nextHeartbeat(last, at)
    return last && last - offset
  }

  /** The same ledger; its writes throw `LaneLost` once a newer owner has the lane. */
  fenced({ lane, token }: Fence): Ledger {
    const known = this.#fenced.get(lane)
    if (known?.token === token) return known.ledger
    const ledger = new SqlLedger(this.db, { dialect: postgres, fence: { lane, token } })
    this.#fenced.set(lane, { token, ledger })
    return ledger
  }

  async #databaseNow(): Promise<number> {
    const { rows } = await sql<{ now: number }>`SELECT ${sql.raw(databaseNowSql)} AS now`.execute(this.db)
    return rows[0]?.now ?? Date.now()
  }
}
