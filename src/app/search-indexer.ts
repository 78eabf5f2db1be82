import { setImmediate } from 'node:timers/promises'
import type { FolderRepository } from '../digests/repository.ts'
import type { DigestId } from '../domain/digest.ts'
import type { IndexChange, SqliteSearchIndex } from '../storage/search/search-index.ts'

/** How many digests are taken up at once: readers are answered in between, and the index is written in larger steps. */
const batchSize = 200

/** `YYYY-MM-DD`, at the end of every id. */
const dayLength = 10

/** Brings the archive up to date with the digests: reads those that changed since it last saw them, and no others. */
export async function updateSearchIndex(
  repository: FolderRepository,
  index: SqliteSearchIndex,
  signal: AbortSignal,
): Promise<void> {
  const known = index.indexed()
  const there = repository.files()
  const gone = [...known.keys()].filter((id) => !there.has(id))
  if (gone.length > 0) index.index(gone.map((id) => ({ id, stamp: '' })))
  let batch: IndexChange[] = []
  // Day by day: out of order the index grows at a third of the speed.
  for (const id of [...there.keys()].toSorted(byDay)) {
    if (signal.aborted) return
    const change = await changeOf(id, known.get(id), repository)
    if (change) batch.push(change)
    if (batch.length < batchSize) continue
    index.index(batch)
    batch = []
    await setImmediate()
  }
  if (batch.length > 0) index.index(batch)
  // Counted now, so that nobody's first keystroke waits for it.
  index.tags([])
}

function byDay(one: DigestId, other: DigestId): number {
  return one.slice(-dayLength) < other.slice(-dayLength) ? -1 : 1
}

async function changeOf(
  id: DigestId,
  known: string | undefined,
  repository: FolderRepository,
): Promise<IndexChange | undefined> {
  const stamp = await repository.stamp(id)
  if (stamp === undefined || stamp === known) return undefined
  const digest = await repository.get(id)
  return { id, stamp, ...(digest && { digest }) }
}
