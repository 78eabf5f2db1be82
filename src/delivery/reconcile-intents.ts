import type { DeliveryEntry, MessageRef, PartEntry, PostedLayout } from '../domain/delivery.ts'
import type { Digest } from '../domain/digest.ts'
import { CannotSay } from '../domain/errors.ts'
import type { Part } from '../domain/part.ts'
import { discussedKey, isReply, type PartKey, placeOf } from '../domain/part-key.ts'
import type { Place, Platform } from '../domain/platform.ts'
import type { DeliveryContext } from './context.ts'
import type { CorrectionContext } from './correct/types.ts'
import { settlingMs } from './post-part.ts'

/**
 * Finds out how attempts ended that nobody will make again, because their part is no longer wanted: its author took it
 * out, or the reader who asked for it does not ask again. What is found is remembered, so that it can be corrected.
 * Resolves with whether there was any.
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
    const part = probePart(entry.key, digest, as, context.platform)
    if (await find(entry, part, placesOf(entry, entries, delivery, as), delivery, context)) isAny = true
  }
  return isAny
}

/** What is not found of a discussion stays as it is: a reader may have asked for it just now. */
async function find(
  { key, intendedAt }: PartEntry,
  part: Part,
  places: readonly Place[],
  { id }: DeliveryEntry,
  { platform, ledger, clock, log, signal }: DeliveryContext,
): Promise<boolean> {
  await clock.wait(Math.max(0, intendedAt + settlingMs - clock.now()), signal)
  try {
    for (const place of places) {
      const ref = await platform.client.find({ place, part, marker: { delivery: id, part: key } }, intendedAt)
      if (!ref) continue
      log.info({ delivery: id, part: key, link: ref.link }, 'found a message that is no longer wanted')
      await ledger.recordReceipt(id, key, ref, clock.now())
      return true
    }
    if (!isReply(key)) await ledger.cancelIntent(id, key)
  } catch (error) {
    if (!(error instanceof CannotSay)) throw error
    if (!isReply(key)) await ledger.markUncertain(id, key)
  }
  return false
}

/** A part that carries the marker where the one that was sent does. Whatever that one said, it is known by it. */
function probePart(key: PartKey, digest: Digest, { layout, discussion }: PostedLayout, platform: Platform): Part {
  const like = platform.renderer.render(digest, layout, discussion).find((part) => part.key === key)
  return like ?? platform.renderer.renderNotice(key, { type: 'moved' }, digest.language)
}

/** Where it may stand: in the channel, under the overview, or under the section that it is about. */
function placesOf(
  { key }: PartEntry,
  entries: readonly PartEntry[],
  { channel }: DeliveryEntry,
  { layout }: PostedLayout,
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
