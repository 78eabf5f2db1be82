import type { Kysely } from 'kysely'
import type { Fence, LaneId } from '../../domain/lane.ts'
import type { Gap, Ledger } from '../../domain/ledger.ts'
import type { HeartbeatFile } from '../ledger/heartbeat-file.ts'
import { nextHeartbeat, SqlLedger } from '../ledger/ledger.ts'
import type { LedgerTables } from '../ledger/tables.ts'
import { postgres } from './dialect.ts'

/** The ledger that several machines share. */
export class PostgresLedger extends SqlLedger {
  /** The ledger of the last fence of each lane, which remembers what it has written. */
  readonly #fenced = new Map<LaneId, { readonly token: number; readonly ledger: Ledger }>()

  /** As this process has read or written it. */
  #newestHeartbeat: number | undefined

  constructor(db: Kysely<LedgerTables>, seen?: HeartbeatFile) {
    super(db, { dialect: postgres, ...(seen && { seen }) })
  }

  /** Read each time: another machine may have noted it since, after an older copy of the database was put back. */
  override gap(): Promise<Gap | undefined> {
    return this.readGap()
  }

  override async recordHeartbeat(at: number): Promise<number | undefined> {
    const last = await super.recordHeartbeat(at)
    // Heartbeats grow, unless a clock was wrong: an older copy of the database was put back while this process was running.
    if (this.#newestHeartbeat !== undefined && (last ?? 0) < this.#newestHeartbeat) await this.extendGap(last ?? 0, at)
    this.#newestHeartbeat = nextHeartbeat(last, at)
    return last
  }

  /** The same ledger; its writes throw `LaneLost` once a newer owner has the lane. */
  fenced({ lane, token }: Fence): Ledger {
    const known = this.#fenced.get(lane)
    if (known?.token === token) return known.ledger
    const ledger = new SqlLedger(this.db, { dialect: postgres, fence: { lane, token } })
    this.#fenced.set(lane, { token, ledger })
    return ledger
  }
}
