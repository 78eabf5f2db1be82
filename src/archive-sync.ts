import { setImmediate } from 'node:timers/promises'
import type { DigestId } from './domain/digest.ts'
import type { FolderLibrary } from './library/folder.ts'
import type { ArchiveChange, SqliteArchive } from './store/archive.ts'

/** How many digests are taken up at once: readers' questions are answered in between. */
const batchSize = 20

/** Brings the archive up to date with the digests: reads those that changed since it last saw them, and no others. */
export async function syncArchive(library: FolderLibrary, archive: SqliteArchive, signal: AbortSignal): Promise<void> {
  const known = archive.indexed()
  const there = library.files()
  const gone = [...known.keys()].filter((id) => !there.has(id))
  if (gone.length > 0) archive.index(gone.map((id) => ({ id, stamp: '' })))
  let batch: ArchiveChange[] = []
  for (const id of [...there.keys()].toReversed()) {
    if (signal.aborted) return
    const change = await changeOf(id, known.get(id), library)
    if (change) batch.push(change)
    if (batch.length < batchSize) continue
    archive.index(batch)
    batch = []
    await setImmediate()
  }
  if (batch.length > 0) archive.index(batch)
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
