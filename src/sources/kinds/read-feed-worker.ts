// Reads feeds beside the main thread.
import { answerRequests } from '../../lib/worker-thread.ts'
import { FetchFailed } from '../fetch/fetch-failed.ts'
import { type FeedDocument, readFeed } from './read-feed.ts'
import type { FeedAnswer } from './read-feed-in-worker.ts'

answerRequests((document: FeedDocument): FeedAnswer => {
  try {
    return readFeed(document)
  } catch (error) {
    if (error instanceof FetchFailed) return { refused: error.reason }
    throw error
  }
})
