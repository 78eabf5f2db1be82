import type { Environment } from '../config/environment.ts'
import type { LiveConfig } from '../config/live-config.ts'
import type { ReviewContext } from '../review/context.ts'
import type { ReviewWorkflow } from '../review/decisions.ts'
import { createDraftRenderer, openDigestFiles, openDraftStore } from '../review/files.ts'
import { Reviews } from '../review/reviews.ts'
import type { Services, Stores } from './services.ts'
import { storiesPublishedSince } from './stories-of-drafts.ts'

/** Where drafts and digests are stored. */
interface ReviewServices extends Pick<Services, 'repository'> {
  readonly stores: Pick<Stores, 'reviews' | 'candidates'>
  readonly config: Pick<LiveConfig, 'value' | 'vocabulary'>
  readonly environment: Pick<Environment, 'home' | 'models'>
}

type RunningBot =
  | 'ledger'
  | 'confirmations'
  | 'workspaces'
  | 'destinations'
  | 'platforms'
  | 'isUp'
  | 'isLead'
  | 'posts'
  | 'platformFor'
  | 'storesFor'
  | 'wakeOthers'
  | 'wake'
  | 'clock'
  | 'log'
  | 'signal'

/** Where drafts are reviewed. */
export function createReviewWorkflow(
  { stores, config, environment, repository }: ReviewServices,
  context: Pick<ReviewContext, RunningBot>,
): ReviewWorkflow {
  const { vocabulary } = config
  const { signal } = context
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
