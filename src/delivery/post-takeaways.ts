import type { DeliveryId } from '../domain/delivery.ts'
import { selectFor } from '../domain/destination.ts'
import { CannotSay, DiscussionRefused, errorFields, outcomeOf } from '../domain/errors.ts'
import type { DiscussionTopic } from '../domain/part.ts'
import { replyKey } from '../domain/part-key.ts'
import { hashTakeaway } from './content-hash.ts'
import type { DeliveryContext, KnownParts } from './context.ts'
import type { CorrectionContext } from './correct/types.ts'
import { type DiscussionThread, discussionTopicOf, ownThreadOf } from './discussion-thread.ts'
import { isInChannel, postPartOnce } from './post-part.ts'

/**
 * Opens the discussion of a section with all its takeaways, once. A discussion that is refused, or whose message is
 * uncertain, is left out: the digest is more important. Throws if trying again later helps, or if the whole channel
 * refuses. Returns false if the destination refuses discussions only, so that no more are tried.
 */
export async function postAllTakeaways(
  delivery: DeliveryId,
  { ref: section, key }: DiscussionThread,
  about: DiscussionTopic,
  language: string,
  context: DeliveryContext,
  { isRemembered }: Pick<KnownParts, 'isRemembered'> = { isRemembered: false },
): Promise<boolean> {
  const { platform, ledger, log } = context
  const part = { ...platform.renderer.renderAllTakeaways(about, language), key: replyKey(key, { type: 'takeaways' }) }
  if ((await ledger.parts(delivery)).some((entry) => entry.key === part.key && isInChannel(entry))) return true
  try {
    const place = await platform.client.discussions.open(section, about.title)
    const shown = { contentHash: hashTakeaway(about, 'all', language), takeaways: [] }
    await postPartOnce(delivery, { place, part, marker: { delivery, part: part.key } }, context, shown, {
      isRemembered,
    })
    return true
  } catch (error) {
    if (!isLeftOut(error)) throw error
    log.warn({ delivery, part: part.key, ...errorFields(error) }, 'the takeaways could not be put up for discussion')
    return !(error instanceof DiscussionRefused)
  }
}

/**
 * Opens the discussions of sections that have none yet, where they are opened at once: those of sections that a
 * correction posted or gave takeaways, and those that were refused before. Throws if trying again later helps.
 */
export async function postMissingTakeaways(
  { delivery, destination, as, digest }: Pick<CorrectionContext, 'delivery' | 'destination' | 'as' | 'digest'>,
  context: DeliveryContext,
): Promise<void> {
  if (as.discussion !== 'on-post' || as.layout === 'overview' || digest.withdrawn !== undefined) return
  const entries = await context.ledger.parts(delivery.id)
  for (const section of selectFor(destination, digest)?.sections ?? []) {
    if (context.signal.aborted) return
    const about = discussionTopicOf(digest, section)
    const thread = ownThreadOf(entries, section.number)
    if (!thread || about.takeaways.length === 0) continue
    if (!(await postAllTakeaways(delivery.id, thread, about, digest.language, context))) return
  }
}

/** Whether a message in a discussion is left out after this error. Others are worth another try, or stop the destination. */
export function isLeftOut(error: unknown): boolean {
  return error instanceof CannotSay || error instanceof DiscussionRefused || outcomeOf(error) === 'fail'
}
