import type { DigestId } from '../domain/digest.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { Review } from '../domain/review.ts'
import { longDate } from '../i18n/dates.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { ReviewContext, Reviewer } from './context.ts'
import { firstPost, timeOfDay } from './hours.ts'
import type { Reviews, WaitingDraft } from './reviews.ts'

/** The answer to a reviewer, in their language. */
export interface ReviewAnswer {
  readonly words: string
  /** Whether the action succeeded. */
  readonly isDone: boolean
  /** The problems, one by one. */
  readonly problems?: readonly string[]
  /** The field of the dialog that is wrong. */
  readonly field?: string
  /** The draft has changed, so nothing was saved. */
  readonly isStale?: true
}

export function notDone(words: string, rest: Partial<ReviewAnswer> = {}): ReviewAnswer {
  return { words, isDone: false, ...rest }
}

export function done(words: string): ReviewAnswer {
  return { words, isDone: true }
}

export function reviewWords({ language }: Reviewer) {
  return messagesFor(language).review
}

/**
 * Runs an action on exactly this version of a draft, one action at a time: the first decision counts, and later
 * reviewers are told who made it.
 */
export async function withVersion(
  id: DigestId,
  hash: string,
  reviewer: Reviewer,
  workflow: { readonly reviews: Reviews; readonly context: ReviewContext },
  work: (waiting: WaitingDraft) => Promise<ReviewAnswer>,
): Promise<ReviewAnswer> {
  const { reviews, context } = workflow
  const answer = await reviews.alone(id, async () => {
    const waiting = await reviews.waiting(id)
    if (waiting?.review.state === 'waiting' && waiting.content.hash === hash && waiting.review.hash === hash)
      return work(waiting)
    const isOpen = waiting?.review.state === 'waiting'
    return isOpen
      ? changedBefore(id, reviewer, context)
      : decidedBefore(await context.reviews.review(id), reviewer, context)
  })
  // The message shows the result, also to those who were too late.
  reviews.sync(id)
  return answer
}

/** A sentence that says who decided first. */
export function decidedBefore(review: Review | undefined, reviewer: Reviewer, context: ReviewContext): ReviewAnswer {
  const words = reviewWords(reviewer)
  if (!review) return notDone(words.noDraft)
  const { decidedBy, decidedAt = 0, state, digest } = review
  const { date = '' } = parseDigestId(digest) ?? {}
  const day = date && longDate(date, reviewer.language ?? 'en')
  if (state === 'replaced') return notDone(words.replaced(day))
  if (state === 'over') return notDone(words.over(day))
  if (state === 'waiting') return notDone(words.noDraft)
  if (!decidedBy) return notDone(words.withoutReview(day))
  const name = nameOf(decidedBy)
  const when = timeFor(reviewer, decidedAt, digest, context)
  return notDone(state === 'held' ? words.wasHeld(name, when) : words.wasApproved(name, when))
}

async function changedBefore(id: DigestId, reviewer: Reviewer, context: ReviewContext): Promise<ReviewAnswer> {
  const words = reviewWords(reviewer)
  const step = await context.reviews.lastStep(id)
  if (!step) return notDone(words.isChanged, { isStale: true })
  const when = timeFor(reviewer, step.at, id, context)
  return notDone(words.wasChanged(nameOf(step.by), when), { isStale: true })
}

/** The time in the zone of the reviewer, if it is known, or else in that of the first post. */
export function timeFor(reviewer: Reviewer, at: number, id: DigestId, context: ReviewContext): string {
  return timeOfDay(at, reviewer.timezone ?? firstPost(id, context.destinations())?.timezone)
}

function nameOf({ name, user }: Reviewer['person']): string {
  return name ?? user
}
