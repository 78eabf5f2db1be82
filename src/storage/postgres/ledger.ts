import type { Kysely } from 'kysely'
import type { Fence, LaneId } from '../../domain/lane.ts'
import type { Ledger } from '../../domain/ledger.ts'
import type { HeartbeatFile } from '../ledger/heartbeat-file.ts'
import { SqlLedger } from '../ledger/ledger.ts'
import type { LedgerTables } from '../ledger/tables.ts'
import { postgres } from './dialect.ts'

/** The ledger that several machines share. */
export class PostgresLedger extends SqlLedger {
  /** The ledger of the last fence of each lane, which remembers what it has written. */
  readonly #fenced = new Map<LaneId, { readonly token: number; readonly ledger: Ledger }>()

  constructor(db: Kysely<LedgerTables>, seen?: HeartbeatFile) {
    super(db, { dialect: postgres, ...(seen && { seen }) })
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
