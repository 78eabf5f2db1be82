import type { DeliveryId } from '../domain/delivery.ts'
import { CannotSay, errorFields, outcomeOf } from '../domain/errors.ts'
import type { DiscussionTopic } from '../domain/part.ts'
import { replyKey } from '../domain/part-key.ts'
import { hashTakeaway } from './content-hash.ts'
import type { DeliveryContext, KnownParts } from './context.ts'
import type { DiscussionThread } from './discussion-thread.ts'
import { isInChannel, postPartOnce } from './post-part.ts'

/**
 * Opens the discussion of a section with all its takeaways, once. A discussion that is refused, or whose message is
 * uncertain, is left out: the digest is more important. Throws if trying again later helps. Returns false if the
 * destination refuses discussions, so that no more are tried.
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
    const shown = { contentHash: hashTakeaway(about, 'all'), takeaways: [] }
    await postPartOnce(delivery, { place, part, marker: { delivery, part: part.key } }, context, shown, {
      isRemembered,
    })
    return true
  } catch (error) {
    const outcome = discussionOutcome(error)
    if (outcome === 'retry') throw error
    log.warn({ delivery, part: part.key, ...errorFields(error) }, 'the takeaways could not be put up for discussion')
    return outcome !== 'pause'
  }
}

/** What an error means for a message in a discussion: it is left out unless trying again helps. */
export function discussionOutcome(error: unknown): 'retry' | 'pause' | 'fail' {
  const outcome = error instanceof CannotSay ? 'fail' : outcomeOf(error)
  return outcome === 'halt' || outcome === 'leave' ? 'retry' : outcome
}
