import type { DeliveryEntry, MessageRef, PartEntry, PostedLayout, ShownContent } from '../domain/delivery.ts'
import { type Destination, selectFor } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { PlaceUnknown } from '../domain/errors.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { Part } from '../domain/part.ts'
import { isReply, isSection, type PartKey, placeOf } from '../domain/part-key.ts'
import type { Posting } from '../domain/platform.ts'
import { failureReason } from '../i18n/failures.ts'
import { ownTurn } from '../lib/event-loop.ts'
import { announce, isAnnouncement } from './announce.ts'
import { hashDigest, hashPieces } from './content-hash.ts'
import type { DeliveryContext } from './context.ts'
import { mayBePosted } from './ledger-gap.ts'
import { shownPiece } from './message-state.ts'
import { postOrReplace } from './post-or-replace.ts'
import { postAllTakeaways } from './post-takeaways.ts'
import { reconcileIntents } from './reconcile-intents.ts'

/**
 * Posts a digest to one destination, part by part in order, and records each. Call it again after any failure or crash:
 * it continues with the first part that is not in the channel.
 */
export async function deliver(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  context: DeliveryContext,
): Promise<void> {
  if (isAnnouncement(delivery)) return announce(delivery, destination, digest, context)
  const { platform, ledger, clock, signal } = context
  const wanted = digest.withdrawn === undefined ? selectFor(destination, digest) : undefined
  const entries = await ledger.parts(delivery.id)
  const as = await layoutOf(delivery, entries, destination, digest, context)
  if (!wanted) {
    await ledger.setState(delivery.id, 'skipped', clock.now(), whyNot(digest))
    return
  }
  // Many deliveries become durable at once, and to render each takes milliseconds.
  await ownTurn()
  const parts = await platform.renderer.render(wanted, as.layout, as.discussion)
  const shownBy = whatIsShown(parts, wanted, as)
  const isPartOfDigest = (key: PartKey) => isReply(key) || parts.some((part) => part.key === key)
  const isMixed = entries.length > 0 && (await reconcileIntents({ delivery, as, digest }, isPartOfDigest, context))
  if (isMixed) await ledger.setPostedLayout(delivery.id, withoutHash(as))
  const refs = new Map<PartKey, MessageRef | undefined>()
  const seedsToCome: unknown[] = []
  let areAllShown = true
  let takesSeeds = as.discussion === 'on-post'
  const known = { entries, isRemembered: await isRemembered(delivery, parts, entries, as, context), hasWaited: false }
  for (const part of parts) {
    if (signal.aborted) return
    const { ref, isReplaced } = await postOrReplace(
      postingOf(part, delivery, as, refs),
      { delivery, as, digest },
      context,
      shownBy(part.key),
      known,
    )
    areAllShown &&= !isReplaced
    // Undefined if the part was confirmed by hand without a link: nothing can be posted under it then.
    refs.set(part.key, ref)
    if (!ref || isReplaced || !part.discuss || !takesSeeds) continue
    const talk = { ref, key: placeOf(part.key).first }
    try {
      takesSeeds = await postAllTakeaways(delivery.id, talk, part.discuss, digest.language, context, known)
    } catch (why) {
      seedsToCome.push(why)
    }
  }
  // What was refused is tried again when its digest changes or the bot starts.
  if (!areAllShown) await ledger.setPostedLayout(delivery.id, withoutHash(as))
  // All sections are in the channel; the next call only opens the discussions.
  if (seedsToCome.length > 0) throw seedsToCome[0]
  // The content of a message that was found is unknown, so it is edited.
  if ((await ledger.parts(delivery.id)).some((entry) => entry.ref && !entry.shown && !isReply(entry.key)))
    await ledger.setPostedLayout(delivery.id, withoutHash(as))
  await ledger.setState(delivery.id, 'posted', clock.now())
}

/** Whether the ledger knows all posts of the delivery. */
async function isRemembered(
  delivery: DeliveryEntry,
  parts: readonly Part[],
  entries: readonly PartEntry[],
  as: PostedLayout,
  context: DeliveryContext,
): Promise<boolean> {
  const next = parts.find((part) => entries.every(({ key }) => key !== part.key))
  if (!next) return false
  const refs = new Map(entries.map(({ key, ref }) => [key, ref]))
  // The message above it may still have to be looked for.
  const isPlaceKnown = next.under === undefined || refs.get(next.under) !== undefined
  const posting = isPlaceKnown ? postingOf(next, delivery, as, refs) : undefined
  return !(await mayBePosted(delivery, entries, posting, context))
}

/** The layout with which it was started, even if the configuration has changed since. */
async function layoutOf(
  delivery: DeliveryEntry,
  entries: readonly PartEntry[],
  destination: Destination,
  digest: Digest,
  { ledger }: DeliveryContext,
): Promise<PostedLayout> {
  const before = delivery.postedLayout
  const fresh = postedLayout(destination, digest)
  if (!before || entries.length === 0) {
    await ledger.setPostedLayout(delivery.id, fresh)
    return fresh
  }
  // Parts of an earlier version are corrected once everything is posted.
  if (before.contentHash !== fresh.contentHash) await ledger.setPostedLayout(delivery.id, withoutHash(before))
  return before
}

function postedLayout(destination: Destination, digest: Digest): PostedLayout {
  const { layout, discussion, mention } = destination
  const wanted = selectFor(destination, digest)
  const pieces = (wanted ? hashPieces(wanted, layout) : []).filter(({ key }) => isSection(key))
  const sections = pieces.map(({ key, identity }) => ({ key, identity }))
  return { layout, discussion, ...(mention && { mention }), sections, contentHash: hashDigest(digest) }
}

/** Parts may show different versions of the digest. */
export function withoutHash({ contentHash: _, ...layout }: PostedLayout): PostedLayout {
  return layout
}

function whyNot({ withdrawn }: Digest): FailureReason {
  return withdrawn === undefined ? failureReason('no-matching-tag') : failureReason('withdrawn', withdrawn)
}

/** The content of each part, for the ledger. */
function whatIsShown(
  parts: readonly Part[],
  wanted: Digest,
  as: PostedLayout,
): (key: PartKey) => ShownContent | undefined {
  const hashes = hashPieces(wanted, as.layout)
  return (key) => {
    const { first } = placeOf(key)
    const piece = hashes.find(({ key: own }) => own === first)
    const count = parts.filter((part) => placeOf(part.key).first === first).length
    return piece && shownPiece(piece, count)
  }
}

function postingOf(
  part: Part,
  delivery: DeliveryEntry,
  as: PostedLayout,
  refs: ReadonlyMap<PartKey, MessageRef | undefined>,
): Posting {
  const under = part.under === undefined ? undefined : refs.get(part.under)
  if (part.under !== undefined && !under) throw new PlaceUnknown(part.key, part.under)
  const thread = under && (under.thread ?? under.message)
  const isThreadOpen = under !== undefined && [...refs.values()].some((ref) => ref?.thread === thread)
  // Only the first message has the mention.
  const mention = refs.size === 0 ? as.mention : undefined
  return {
    place: { channel: delivery.channel, ...(under && { under }), ...(isThreadOpen && { isThreadOpen }) },
    part,
    marker: { delivery: delivery.id, part: part.key },
    ...(mention && { mention }),
  }
}
