import type { Kysely } from 'kysely'
import type { SourceState, SourceStateStore } from '../../domain/candidate.ts'
import { reasonFromRow, withoutNulls } from './parts.ts'
import type { LedgerTables } from './tables.ts'

/** The states of sources in the ledger's file, so that a restart asks no server again before its time. */
export class SqlSourceStates implements SourceStateStore {
  readonly #db: Kysely<LedgerTables>

  constructor(db: Kysely<LedgerTables>) {
    this.#db = db
  }

  async all(): Promise<readonly SourceState[]> {
    const rows = await this.#db
      .selectFrom('source_states')
      .selectAll()
      .orderBy('publication')
      .orderBy('source')
      .execute()
    return rows.map((row) => {
      const { publication, source, address, etag, problem, failures, next_at: nextAt } = row
      const { last_modified: lastModified, read_at: readAt, failing_since: failingSince } = row
      const optional = withoutNulls({ etag, lastModified, readAt, failingSince })
      const reason = problem === null ? {} : { problem: reasonFromRow(problem) }
      return { publication, source, address, nextAt, failures, ...optional, ...reason }
    })
  }

  async save(state: SourceState): Promise<void> {
    const row = {
      address: state.address,
      etag: state.etag ?? null,
      last_modified: state.lastModified ?? null,
      read_at: state.readAt ?? null,
      next_at: state.nextAt,
      failures: state.failures,
      failing_since: state.failingSince ?? null,
      problem: state.problem ? JSON.stringify(state.problem) : null,
    }
    await this.#db
      .insertInto('source_states')
      .values({ publication: state.publication, source: state.source, ...row })
      .onConflict((conflict) => conflict.columns(['publication', 'source']).doUpdateSet(row))
      .execute()
  }
}
