import { setImmediate } from 'node:timers/promises'
import type { DigestId } from '../domain/digest.ts'
import type { DigestSource } from '../domain/digest-repository.ts'
import { prepareEntries } from '../storage/search/indexing-thread.ts'
import type { IndexChange, SqliteSearchIndex } from '../storage/search/search-index.ts'

/** How many digests are written to the index at once. Readers are answered between two batches. */
const batchSize = 200

/** How many digests are removed at once, in about 40 ms. */
const removedAtOnce = 50

/** How many characters are written at once, in about 10 ms. The longest digest has 500,000. */
const batchLength = 150_000

/** How many words are learned at once, in about 15 ms if all are new. */
const wordsAtOnce = 10_000

/** `YYYY-MM-DD`, at the end of every id. */
const dayLength = 10

/** Updates the search index: reads only the digests that changed since the last update. */
export async function updateSearchIndex(
  repository: DigestSource,
  index: SqliteSearchIndex,
  signal: AbortSignal,
): Promise<void> {
  const known = index.indexed()
  const files = repository.files()
  const removed = [...known.keys()].filter((id) => !files.has(id)).map((id) => ({ id, stamp: '' }))
  for (let at = 0; at < removed.length; at += removedAtOnce) {
    index.index(removed.slice(at, at + removedAtOnce))
    await setImmediate()
  }
  let batch: IndexChange[] = []
  let length = 0
  // The digests are sorted by day: out of order, indexing takes three times as long.
  for (const id of [...files.keys()].toSorted(byDay)) {
    if (signal.aborted) return
    const change = await changeOf(id, known.get(id), repository)
    if (!change) continue
    batch.push(change)
    length += lengthOf(change)
    await setImmediate()
    if (batch.length < batchSize && length < batchLength) continue
    await write(batch, index)
    batch = []
    length = 0
  }
  if (batch.length > 0) await write(batch, index)
  // Caches the counts, so that the first autocomplete is fast.
  index.tags([])
}

async function write(batch: readonly IndexChange[], index: SqliteSearchIndex): Promise<void> {
  const words = [...new Set(batch.flatMap(({ entries = [] }) => entries.flatMap((entry) => entry.words)))]
  for (let at = 0; words.length > wordsAtOnce && at < words.length; at += wordsAtOnce) {
    index.learn(words.slice(at, at + wordsAtOnce))
    await setImmediate()
  }
  index.index(batch)
  await setImmediate()
}

function lengthOf({ entries = [] }: IndexChange): number {
  return entries.flatMap(({ columns }) => columns).reduce((sum, column) => sum + column.length, 0)
}

function byDay(one: DigestId, other: DigestId): number {
  return one.slice(-dayLength) < other.slice(-dayLength) ? -1 : 1
}

async function changeOf(
  id: DigestId,
  known: string | undefined,
  repository: DigestSource,
): Promise<IndexChange | undefined> {
  const stamp = await repository.stamp(id)
  if (stamp === undefined || stamp === known) return undefined
  const digest = await repository.get(id)
  return { id, stamp, ...(digest && { digest, entries: await prepareEntries(digest) }) }
}
