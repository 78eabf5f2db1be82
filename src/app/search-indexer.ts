import { setImmediate } from 'node:timers/promises'
import type { DigestId } from '../domain/digest.ts'
import type { DigestSource } from '../domain/digest-repository.ts'
import type { IndexChange, SqliteSearchIndex } from '../storage/search/search-index.ts'

/** How many digests are written to the index at once. Readers are answered between two batches. */
const batchSize = 200

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
  const removed = [...known.keys()].filter((id) => !files.has(id))
  if (removed.length > 0) index.index(removed.map((id) => ({ id, stamp: '' })))
  let batch: IndexChange[] = []
  // The digests are sorted by day: out of order, indexing takes three times as long.
  for (const id of [...files.keys()].toSorted(byDay)) {
    if (signal.aborted) return
    const change = await changeOf(id, known.get(id), repository)
    if (change) batch.push(change)
    if (batch.length < batchSize) continue
    index.index(batch)
    batch = []
    await setImmediate()
  }
  if (batch.length > 0) index.index(batch)
  // Caches the counts, so that the first autocomplete is fast.
  index.tags([])
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
  return { id, stamp, ...(digest && { digest }) }
}
