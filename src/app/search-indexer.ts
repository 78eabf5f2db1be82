import { setImmediate } from 'node:timers/promises'
import type { FolderLibrary } from '../digests/repository.ts'
import type { DigestId } from '../domain/digest.ts'
import type { ArchiveChange, SqliteArchive } from '../storage/search/search-index.ts'

/** How many digests are taken up at once: readers are answered in between, and the index is written in larger steps. */
const batchSize = 200

/** `YYYY-MM-DD`, at the end of every id. */
const dayLength = 10

/** Brings the archive up to date with the digests: reads those that changed since it last saw them, and no others. */
export async function syncArchive(library: FolderLibrary, archive: SqliteArchive, signal: AbortSignal): Promise<void> {
  const known = archive.indexed()
  const there = library.files()
  const gone = [...known.keys()].filter((id) => !there.has(id))
  if (gone.length > 0) archive.index(gone.map((id) => ({ id, stamp: '' })))
  let batch: ArchiveChange[] = []
  // Day by day: out of order the index grows at a third of the speed.
  for (const id of [...there.keys()].toSorted(byDay)) {
    if (signal.aborted) return
    const change = await changeOf(id, known.get(id), library)
    if (change) batch.push(change)
    if (batch.length < batchSize) continue
    archive.index(batch)
    batch = []
    await setImmediate()
  }
  if (batch.length > 0) archive.index(batch)
  // Counted now, so that nobody's first keystroke waits for it.
  archive.tags([])
}

function byDay(one: DigestId, other: DigestId): number {
  return one.slice(-dayLength) < other.slice(-dayLength) ? -1 : 1
}

async function changeOf(
  id: DigestId,
  known: string | undefined,
  library: FolderLibrary,
): Promise<ArchiveChange | undefined> {
  const stamp = await library.stamp(id)
  if (stamp === undefined || stamp === known) return undefined
  const digest = await library.get(id)
  return { id, stamp, ...(digest && { digest }) }
}
