import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { forgottenBy } from '../delivery/ledger-gap-notice.ts'
import type { Notices } from '../domain/alert.ts'
import type { ReadingCache } from '../domain/digest-repository.ts'
import type { LedgerUnusable } from '../domain/errors.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { Inspection } from '../domain/ledger-stats.ts'
import type { Log } from '../domain/log.ts'
import type { Questions } from '../domain/search.ts'
import type { Subscriptions } from '../domain/subscription.ts'
import { openReadingCache } from '../storage/cache/parse-cache.ts'
import { openQuestions } from '../storage/cache/saved-queries.ts'
import { lockFolder } from '../storage/data-directory.ts'
import { openStore } from '../storage/ledger/store.ts'
import { makeDataFolder } from '../storage/make-data-directory.ts'
import { openArchive, type SqliteArchive } from '../storage/search/search-index.ts'

/** Everything that is kept in the data folder. Only the first four cannot be made anew from the digests: one file. */
export interface Stores {
  readonly ledger: Ledger
  readonly subscriptions: Subscriptions
  readonly notices: Notices
  readonly inspection: Inspection
  /** What keeps those four from being used, if anything. */
  trouble(): LedgerUnusable | undefined
  readonly questions: Questions
  readonly archive: SqliteArchive
  readonly cache: ReadingCache
}

/** Takes the data folder for this process and opens what is in it. The sandbox forgets what was posted in it. */
export async function openStores(
  folder: string,
  isSandbox: boolean,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<Stores> {
  makeDataFolder(folder)
  const lock = lockFolder(folder)
  stack.defer(() => lock.release())
  const file = join(folder, isSandbox ? 'sandbox.sqlite' : 'morning-post.sqlite')
  if (isSandbox) for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  const { close, check, ...kept } = await openStore(file, { log, lock, isThrowaway: isSandbox })
  stack.defer(close)
  check()
  const forgotten = forgottenBy(await kept.ledger.gap(), Date.now())
  if (forgotten) log.warn({ file }, forgotten)
  const questions = openQuestions(join(folder, 'questions.sqlite'), Date.now, log)
  stack.defer(() => questions.close())
  const archive = openArchive(join(folder, 'archive.sqlite'), log)
  stack.defer(() => archive.close())
  const cache = openReadingCache(join(folder, 'readings.sqlite'), log)
  stack.defer(() => cache.close())
  return { ...kept, questions, archive, cache }
}
