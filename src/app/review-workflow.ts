import type { ChatContext } from '../commands/context.ts'
import type { ReviewContext } from '../review/context.ts'
import type { ReviewWorkflow } from '../review/decisions.ts'
import { createDraftRenderer, openDigestFiles, openDraftStore } from '../review/files.ts'
import { Reviews } from '../review/reviews.ts'
import type { Services } from './services.ts'
import { storiesPublishedSince } from './stories-of-drafts.ts'

/** Where drafts are reviewed. */
export function createReviewWorkflow(
  { stores, config, environment, repository }: Services,
  context: ChatContext & Pick<ReviewContext, 'isUp'>,
): ReviewWorkflow {
  const { vocabulary } = config
  const reviewContext: ReviewContext = {
    ...context,
    repository,
    reviews: stores.reviews,
    candidates: stores.candidates,
    drafts: openDraftStore(environment.home, vocabulary),
    files: openDigestFiles(() => config.value.digests),
    render: createDraftRenderer(vocabulary),
    repeatedStories: (draft) => storiesPublishedSince(draft, repository),
    draftSection: async (draft, id) => {
      const { draftReplacement } = await import('./draft-day.ts')
      const { home, models } = environment
      const { signal } = context
      return draftReplacement(draft, id, {
        home,
        config: config.value,
        repository,
        candidates: stores.candidates,
        reviews: stores.reviews,
        models,
        signal,
      })
    },
    reviewChoices: () => config.value.reviewChoices,
  }
  return { context: reviewContext, reviews: new Reviews(reviewContext) }
}
