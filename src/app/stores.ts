import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describeLedgerGap } from '../delivery/ledger-gap.ts'
import type { AlertStore } from '../domain/alert.ts'
import type { ParseCache } from '../domain/digest-repository.ts'
import type { LedgerUnusable } from '../domain/errors.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { LedgerInspector } from '../domain/ledger-stats.ts'
import type { Log } from '../domain/log.ts'
import type { SavedQueries } from '../domain/search.ts'
import type { Subscriptions } from '../domain/subscription.ts'
import { openParseCache } from '../storage/cache/parse-cache.ts'
import { openSavedQueries } from '../storage/cache/saved-queries.ts'
import { createDataDirectory, lockDirectory } from '../storage/data-directory.ts'
import { openStore } from '../storage/ledger/store.ts'
import { openSearchIndex, type SqliteSearchIndex } from '../storage/search/search-index.ts'

/** Everything that is kept in the data folder. Only the first four cannot be made anew from the digests: one file. */
export interface Stores {
  readonly ledger: Ledger
  readonly subscriptions: Subscriptions
  readonly alerts: AlertStore
  readonly inspector: LedgerInspector
  /** What keeps those four from being used, if anything. */
  trouble(): LedgerUnusable | undefined
  readonly savedQueries: SavedQueries
  readonly index: SqliteSearchIndex
  readonly cache: ParseCache
}

/** Takes the data folder for this process and opens what is in it. The sandbox forgets what was posted in it. */
export async function openStores(
  folder: string,
  isSandbox: boolean,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<Stores> {
  createDataDirectory(folder)
  const lock = lockDirectory(folder)
  stack.defer(() => lock.release())
  const file = join(folder, isSandbox ? 'sandbox.sqlite' : 'morning-post.sqlite')
  if (isSandbox) for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  const { close, check, ...kept } = await openStore(file, { log, lock, isThrowaway: isSandbox })
  stack.defer(close)
  check()
  const forgotten = describeLedgerGap(await kept.ledger.gap(), Date.now())
  if (forgotten) log.warn({ file }, forgotten)
  const savedQueries = openSavedQueries(join(folder, 'questions.sqlite'), Date.now, log)
  stack.defer(() => savedQueries.close())
  const index = openSearchIndex(join(folder, 'archive.sqlite'), log)
  stack.defer(() => index.close())
  const cache = openParseCache(join(folder, 'readings.sqlite'), log)
  stack.defer(() => cache.close())
  return { ...kept, savedQueries, index, cache }
}
