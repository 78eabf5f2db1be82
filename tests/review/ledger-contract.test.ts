import { openStore } from '../../src/storage/sqlite/store.ts'
import { reviewContract } from '../contracts/reviews.ts'
import { MemoryReviews } from './memory-reviews.ts'

reviewContract('the ledger', async () => (await openStore(':memory:')).reviews)
reviewContract('memory', async () => new MemoryReviews())
