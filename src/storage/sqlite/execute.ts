import type { Kysely } from 'kysely'
import type { Execute } from '../ledger/statement.ts'
import type { LedgerFile } from './ledger-file.ts'

/**
 * Runs queries on the file itself: the way through the query builder takes longer than the statement. While it has a
 * transaction open, they wait in its queue.
 */
export function executeOn(file: LedgerFile, queries: Pick<Kysely<unknown>, 'executeQuery'>): Execute {
  return async (query) => {
    if (file.isInTransaction) return (await queries.executeQuery(query)).rows
    const { reader, kind, all, run } = file.prepare(query.sql)
    const rows = reader ? all(query.parameters) : []
    if (!reader) run(query.parameters)
    if (kind !== 'read') await file.durable()
    return rows as never
  }
}
