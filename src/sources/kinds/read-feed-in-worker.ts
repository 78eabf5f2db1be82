import type { FailureReason } from '../../domain/failure-reason.ts'
import { WorkerThread } from '../../lib/worker-thread.ts'
import { FetchFailed } from '../fetch/fetch-failed.ts'
import { type FeedDocument, type FeedEntries, readFeed } from './read-feed.ts'

/** The answer of the thread. An error is returned as data, because it would lose its reason. */
export type FeedAnswer = FeedEntries | { readonly refused: FailureReason }

/** A larger feed takes more than 50 ms to read, in bytes. A thread takes 300 ms to start. */
const largeBytes = 262_144

/** Reads a feed as `readFeed` does, a large one in a thread of its own, so that readers in chat do not wait for it. */
export async function readFeedInWorker({ body, contentType, url }: FeedDocument): Promise<FeedEntries> {
  const document = { body, contentType, url }
  if (body.length <= largeBytes) return readFeed(document)
  await using thread = new WorkerThread<FeedDocument, FeedAnswer>('./read-feed-worker', import.meta.url)
  const answer = await thread.ask(document).catch(() => readFeed(document))
  if ('refused' in answer) throw new FetchFailed(answer.refused)
  return answer
}
