import type { DeliveryId } from '../domain/delivery.ts'
import { CannotSay } from '../domain/errors.ts'
import type { Discussable } from '../domain/part.ts'
import { promptStamp } from './content-hash.ts'
import type { Tools } from './context.ts'
import type { Talk } from './discussion-thread.ts'
import { consequenceOf } from './error-policy.ts'
import { isThere, postOnce } from './post-part.ts'

/**
 * Opens the discussion of a section with all its takeaways, once. The digest matters more: a discussion that is not
 * allowed there, or of which nobody can say whether it is there, is left out. Throws where trying again later helps. Says
 * whether there may be more of them: where one is not allowed, none is.
 */
export async function seed(
  delivery: DeliveryId,
  { ref: section, key }: Talk,
  about: Discussable,
  language: string,
  tools: Tools,
): Promise<boolean> {
  const { platform, ledger, log } = tools
  const part = { ...platform.renderSeed(about, language), key: `${key}/all` }
  if ((await ledger.parts(delivery)).some((entry) => entry.key === part.key && isThere(entry))) return true
  try {
    const place = await platform.openDiscussion(section, about.title)
    const shown = { stamp: promptStamp(about, 'all'), takeaways: [] }
    await postOnce(delivery, { place, part, marker: { delivery, part: part.key } }, tools, shown)
    return true
  } catch (error) {
    const consequence = error instanceof CannotSay ? 'fail' : consequenceOf(error)
    if (consequence === 'later' || consequence === 'halt') throw error
    log.warn({ delivery, part: part.key, err: error }, 'the takeaways could not be put up for discussion')
    return consequence !== 'pause'
  }
}
