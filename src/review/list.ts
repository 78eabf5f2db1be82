import type { Review } from '../domain/review.ts'
import type { ReviewWorkflow } from './decisions.ts'
import type { WaitingDraft } from './reviews.ts'

/** The drafts that wait for a decision, the oldest first. */
export async function waitingDrafts({ reviews, context }: ReviewWorkflow): Promise<WaitingDraft[]> {
  const found: WaitingDraft[] = []
  for (const { digest, state } of await context.reviews.unfinished()) {
    if (state !== 'waiting') continue
    const waiting = await reviews.alone(digest, () => reviews.waiting(digest))
    if (waiting?.review.state === 'waiting') found.push(waiting)
  }
  return found
}

/** The drafts that were decided last, the newest first. */
export async function decidedDrafts({ context }: ReviewWorkflow, limit: number): Promise<readonly Review[]> {
  return (await context.reviews.recent(limit)).filter(({ state }) => state !== 'waiting')
}
