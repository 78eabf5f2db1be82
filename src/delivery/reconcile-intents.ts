import type { DeliveryEntry, MessageRef, PartEntry, PostedLayout } from '../domain/delivery.ts'
import type { Digest } from '../domain/digest.ts'
import { CannotSay, StillArriving } from '../domain/errors.ts'
import type { Part } from '../domain/part.ts'
import { discussedKey, isReply, type PartKey, placeOf } from '../domain/part-key.ts'
import type { Place, Platform } from '../domain/platform.ts'
import type { DeliveryContext } from './context.ts'
import type { CorrectionContext } from './correct/types.ts'
import { failedForNow, lookForMessage } from './look-for-message.ts'

/**
 * Finds the results of attempts that will not be repeated, because the part is no longer in the digest or was
 * requested by a reader. A message that is found is recorded, so that it can be corrected. Returns whether there was any.
 */
export async function reconcileIntents(
  { delivery, as, digest }: Pick<CorrectionContext, 'delivery' | 'as' | 'digest'>,
  isWanted: (key: PartKey) => boolean,
  context: DeliveryContext,
): Promise<boolean> {
  let isAny = false
  const entries = await context.ledger.parts(delivery.id)
  for (const entry of entries) {
    if (entry.state !== 'intended' || isWanted(entry.key)) continue
    if (context.signal.aborted) break
    const part = await probePart(entry.key, digest, as, context.platform)
    if (await findAttempt(entry, part, possiblePlaces(entry, entries, delivery, as), delivery, context)) isAny = true
  }
  return isAny
}

/** Looks for one message. The intent of a discussion stays if it is not found: a reader may have just requested it. */
async function findAttempt(
  { key, intendedAt, triedAt = intendedAt }: PartEntry,
  part: Part,
  places: readonly Place[],
  { id }: DeliveryEntry,
  context: DeliveryContext,
): Promise<boolean> {
  const { ledger, clock, log, signal } = context
  const attempts = { firstTriedAt: intendedAt, lastTriedAt: triedAt }
  try {
    for (const place of places) {
      const ref = await lookForMessage({ place, part, marker: { delivery: id, part: key } }, attempts, context)
      if (!ref) continue
      log.info({ delivery: id, part: key, link: ref.link }, 'found a message that is no longer wanted')
      await ledger.recordReceipt(id, key, ref, clock.now())
      return true
    }
    if (!isReply(key)) await ledger.cancelIntent(id, key)
  } catch (error) {
    // A reader's discussion delays nothing else.
    if (error instanceof StillArriving && isReply(key)) return false
    if (!(error instanceof CannotSay)) throw error
    if (signal.aborted && failedForNow(error)) return false
    if (!isReply(key)) await ledger.markUncertain(id, key)
  }
  return false
}

/** A part with the marker in the same place as in the one that was sent; its text does not matter. */
export async function probePart(
  key: PartKey,
  digest: Digest | undefined,
  { layout, discussion }: Pick<PostedLayout, 'layout' | 'discussion'>,
  platform: Platform,
): Promise<Part> {
  const parts = digest ? await platform.renderer.render(digest, layout, discussion) : []
  const like = parts.find((part) => part.key === key)
  return like ?? platform.renderer.renderNotice(key, { type: 'moved' }, digest?.language ?? 'en')
}

/** Where it may be: in the channel, under the overview, or under its section. */
export function possiblePlaces(
  { key }: Pick<PartEntry, 'key'>,
  entries: readonly PartEntry[],
  { channel }: DeliveryEntry,
  { layout }: Pick<PostedLayout, 'layout'>,
): readonly Place[] {
  const under = (ref: MessageRef | undefined): Place[] => (ref ? [{ channel, under: ref }] : [])
  const overview = entries.find((entry) => entry.key === 'overview')?.ref
  const section = discussedKey(key)
  if (section !== undefined) {
    const own = entries.findLast((entry) => entry.ref && placeOf(entry.key).first === section)?.ref
    return [...under(own), ...under(overview)]
  }
  const isThreaded = (layout === 'thread' || layout === 'forum') && placeOf(key).first !== 'overview'
  return isThreaded ? under(overview) : [{ channel }, ...under(overview)]
}
