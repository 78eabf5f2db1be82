import type { DigestId } from '../domain/digest.ts'
import { draftProblems } from '../domain/draft.ts'
import { problemSentences } from '../i18n/problems.ts'
import { decidedBefore, done, notDone, type ReviewAnswer, reviewWords, timeFor, withVersion } from './answer.ts'
import { failedSentences } from './card.ts'
import type { ReviewContext, Reviewer } from './context.ts'
import { endOf, firstPost } from './hours.ts'
import type { Reviews, WaitingDraft } from './reviews.ts'

export interface ReviewWorkflow {
  readonly reviews: Reviews
  readonly context: ReviewContext
}

/** Approves this content, and puts it among the digests. Content that `check` would refuse is not approved. */
export function approve(
  id: DigestId,
  hash: string,
  reviewer: Reviewer,
  workflow: ReviewWorkflow,
): Promise<ReviewAnswer> {
  return withVersion(id, hash, reviewer, workflow, async (waiting) => {
    const refusal = await refusalOf(waiting, reviewer, workflow.context)
    if (refusal) return refusal
    const { markdown: content } = waiting.content
    const answer = await decide(id, { state: 'approved', hash, content }, reviewer, workflow)
    if (answer) return answer
    const after = await workflow.context.reviews.review(id)
    if (after?.state === 'replaced') return decidedBefore(after, reviewer, workflow.context)
    const words = reviewWords(reviewer)
    const post = firstPost(id, workflow.context.destinations())
    const isEarly = post !== undefined && post.opensAt > workflow.context.clock.now()
    return done(isEarly ? words.approvedFor(timeFor(reviewer, post.opensAt, id, workflow.context)) : words.approvedNow)
  })
}

/** Posts nothing of this draft. */
export function hold(id: DigestId, hash: string, reviewer: Reviewer, workflow: ReviewWorkflow): Promise<ReviewAnswer> {
  return withVersion(id, hash, reviewer, workflow, async () => {
    const answer = await decide(id, { state: 'held', hash }, reviewer, workflow)
    return answer ?? done(reviewWords(reviewer).heldNow)
  })
}

/** Asks again about a draft that is held, while it could still be posted. */
export function release(
  id: DigestId,
  hash: string,
  reviewer: Reviewer,
  { reviews, context }: ReviewWorkflow,
): Promise<ReviewAnswer> {
  return reviews.alone(id, async () => {
    const review = await context.reviews.review(id)
    if (review?.state === 'waiting') return notDone(reviewWords(reviewer).waitsAgain)
    if (review?.state !== 'held' || review.hash !== hash) return decidedBefore(review, reviewer, context)
    const end = endOf(id, context)
    if (end) {
      reviews.sync(id)
      return decidedBefore({ ...review, state: end }, reviewer, context)
    }
    await context.reviews.move(id, ['held'], 'waiting')
    const { person: by } = reviewer
    await context.reviews.note({ digest: id, verb: 'release', hash, by, at: context.clock.now() })
    context.log.info({ digest: id, hash, user: by.user, platform: by.platform }, 'a draft that was held waits again')
    await reviews.carryOut(id)
    return done(reviewWords(reviewer).releasedNow)
  })
}

/** Undefined if the decision counts. */
async function decide(
  id: DigestId,
  decision: { readonly state: 'approved' | 'held'; readonly hash: string; readonly content?: string },
  reviewer: Reviewer,
  { reviews, context }: ReviewWorkflow,
): Promise<ReviewAnswer | undefined> {
  const at = context.clock.now()
  const { person: by } = reviewer
  const { state, hash } = decision
  if (!(await context.reviews.decide(id, { ...decision, by, at })))
    return decidedBefore(await context.reviews.review(id), reviewer, context)
  await context.reviews.note({ digest: id, verb: state === 'held' ? 'hold' : 'approve', hash, by, at })
  context.log.info({ digest: id, hash, user: by.user, platform: by.platform }, `a draft was ${state}`)
  await reviews.carryOut(id)
  return undefined
}

async function refusalOf(
  { draft, content }: WaitingDraft,
  reviewer: Reviewer,
  { render }: ReviewContext,
): Promise<ReviewAnswer | undefined> {
  const words = reviewWords(reviewer)
  const failed = draftProblems(draft)
  if (failed.length > 0) {
    const language = reviewer.language ?? draft.language
    const sections = draft.sections.flatMap((section) => failedSentences(section, language))
    const joint = failedSentences({ title: '', body: draft.observation ?? [], takeaways: [] }, language)
    return notDone(words.cannotApprove(failed.length), { problems: [...sections, ...joint] })
  }
  const { errors } = await render.read(content.id, content.markdown)
  if (errors.length === 0) return undefined
  const inWords = errors.map((problem) => problemSentences(problem, reviewer.language).message)
  return notDone(words.cannotPost, { problems: inWords })
}
