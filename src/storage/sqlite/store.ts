import type { Store } from '../database.ts'
import { storesBesideLedger } from '../ledger/stores.ts'
import { SqlSubscriptions } from '../ledger/subscriptions.ts'
import { sqlite } from './dialect.ts'
import { type OpeningOptions, openLedgerFile } from './open-ledger-file.ts'

/** Opens the store in one SQLite file, made when it is not there. */
export async function openStore(path: string, options: OpeningOptions = {}): Promise<Store> {
  const { file, queries, ledger } = openLedgerFile(path, options)
  return {
    ledger,
    subscriptions: await SqlSubscriptions.open(queries),
    ...storesBesideLedger(queries, sqlite),
    weakness: file.weakness,
    outage: () => file.outage,
    onOutage: (call) => {
      file.onOutage = call
    },
    check: async () => file.check(),
    close: () => queries.destroy(),
  }
}
