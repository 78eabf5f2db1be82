import type { Digest } from '../../domain/digest.ts'
import { exceedsLength } from '../../domain/digest-length.ts'
import { IdleThread } from '../../lib/idle-thread.ts'
import { entriesOf, type SearchEntry } from './entries.ts'

/** As `exceedsLength` counts. A shorter digest takes up to 20 ms, or 40 ms in Chinese. */
const longFrom = 20_000

const thread = new IdleThread<Digest, readonly SearchEntry[]>('./indexing-worker', import.meta.url)

/** The entries of a digest; those of a long one are made in a thread of its own, so that no reader waits for them. */
export async function prepareEntries(digest: Digest): Promise<readonly SearchEntry[]> {
  return (exceedsLength(longFrom, digest) ? await thread.ask(digest) : undefined) ?? entriesOf(digest)
}
