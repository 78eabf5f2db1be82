import type { DeliveryEntry, MessageRef, PartEntry, PostedLayout } from '../../domain/delivery.ts'
import { type Destination, selectFor } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import {
  Ambiguous,
  CannotSay,
  DestinationRefused,
  ExpectedError,
  MessageUnknown,
  outcomeOf,
  PlatformBusy,
} from '../../domain/errors.ts'
import { isReply, type PartKey, placeOf } from '../../domain/part-key.ts'
import type { Posting } from '../../domain/platform.ts'
import { retry } from '../../lib/retry.ts'
import { hashDigest } from '../content-hash.ts'
import type { EditingContext } from '../context.ts'
import { withoutHash } from '../deliver.ts'
import { unknownContent } from '../message-state.ts'
import { postPartOnce } from '../post-part.ts'
import { postAllTakeaways } from '../post-takeaways.ts'
import { reconcileIntents } from '../reconcile-intents.ts'
import { planCorrection } from './plan.ts'
import type { CorrectionContext, CorrectionStep, DiscussionNotice } from './types.ts'

/** How often one call tries to edit a message before it leaves that to a later call. */
const maxTries = 5

/** A longer wait is left to a later call, in milliseconds. */
const maxWaitMs = 30_000

/**
 * Makes the messages of a delivery show what its author last wrote. Call it again after any failure or crash: what is
 * right already is left alone, and nothing is posted twice. Throws where trying again later helps; what cannot be
 * edited at all is noted, and tried again once the digest changes or the bot starts.
 */
export async function applyCorrection(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  as: PostedLayout,
  context: EditingContext,
): Promise<void> {
  const { ledger, clock, signal } = context
  const given = await examine(delivery, destination, digest, as, context)
  const steps = planCorrection(given)
  const stale = new Set<PartKey>()
  // The digest that was there before may come back before all steps are taken.
  if (steps.length > 0) await ledger.setPostedLayout(delivery.id, withoutHash(as))
  for (const step of steps) {
    if (signal.aborted) return
    if (!(await take(step, given, context))) stale.add(keyOf(step))
  }
  await forgetReasons(given, stale, context)
  // What is still being posted is compared again once it is there.
  if (delivery.state === 'pending') return
  const layout = stale.size > 0 ? withoutHash(as) : { ...as, contentHash: hashDigest(digest) }
  const correctedAt = steps.length > 0 ? clock.now() : undefined
  await ledger.setPostedLayout(delivery.id, layout, correctedAt)
  await reopen(given, context)
}

/** What the ledger knows of the messages, after all open attempts are settled. */
async function examine(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  as: PostedLayout,
  context: EditingContext,
): Promise<CorrectionContext> {
  const { ledger, platform, clock } = context
  const look = async (): Promise<CorrectionContext> => {
    const entries = await ledger.parts(delivery.id)
    return { delivery, destination, as, entries, digest, platform, now: clock.now() }
  }
  const given = await look()
  if (given.entries.every(({ state }) => state !== 'intended')) return given
  const toPost = new Set(planCorrection(given).flatMap((step) => (step.type === 'post' ? [step.part.key] : [])))
  // What is still being posted comes by itself.
  const isWanted = (key: PartKey) => toPost.has(key) || (delivery.state === 'pending' && !isReply(key))
  await reconcileIntents(given, isWanted, context)
  return look()
}

/** What could not be corrected before may show what it should all the same, since its author thought better of it. */
async function forgetReasons(
  { delivery, entries }: CorrectionContext,
  stale: ReadonlySet<PartKey>,
  { ledger }: EditingContext,
): Promise<void> {
  for (const { key, uneditable } of entries) {
    if (uneditable !== undefined && !stale.has(key)) await ledger.markUneditable(delivery.id, key)
  }
}

/** The part that is marked uneditable if the step fails; for a new part, the one above it. */
function keyOf(step: CorrectionStep): PartKey {
  return step.type === 'edit' ? step.entry.key : step.under
}

/** What was skipped may have something for the destination now; whether its time has passed is not decided here. */
async function reopen(
  { delivery, destination, digest }: CorrectionContext,
  { ledger, clock }: EditingContext,
): Promise<void> {
  const isWanted = digest.withdrawn === undefined && selectFor(destination, digest) !== undefined
  if (delivery.state === 'skipped' && isWanted) await ledger.setState(delivery.id, 'pending', clock.now())
}

/** Takes one step; false when it is certain that it cannot be taken. */
async function take(step: CorrectionStep, given: CorrectionContext, context: EditingContext): Promise<boolean> {
  const { ledger, log } = context
  const { id } = given.delivery
  try {
    if (step.type === 'edit') await edit(step, given, context)
    else await add(step, given, context)
    return true
  } catch (error) {
    const consequence = outcomeOf(error)
    const isOurs = error instanceof ExpectedError
    if (consequence !== 'fail' && !isStuck(error, step, given)) throw error
    const why = isOurs ? error.message : 'An error inside Morning Post; its log has the details.'
    log.error({ delivery: id, part: step.part.key, reason: why, ...(!isOurs && { err: error }) }, 'cannot be corrected')
    await ledger.markUneditable(id, keyOf(step), why)
    return false
  }
}

/** Whether only this message is out of reach, and not the whole destination. */
function isStuck(error: unknown, step: CorrectionStep, { delivery }: CorrectionContext): boolean {
  if (error instanceof CannotSay) return true
  const { channel } = (step.type === 'edit' && step.entry.ref) || delivery
  return error instanceof DestinationRefused && channel !== delivery.channel
}

async function edit(
  step: Extract<CorrectionStep, { type: 'edit' }>,
  given: CorrectionContext,
  context: EditingContext,
): Promise<void> {
  const { entry, shown, notice } = step
  const { ledger, clock, log, metrics, platform } = context
  const { id } = given.delivery
  if (!entry.ref) throw new MessageUnknown(entry.key)
  const { ref, key } = entry
  await noting(entry, given, context, () => editMessage(ref, postingOf(step, ref, given), context))
  // Before the receipt: after a crash both are done again, and the notice finds that it is there.
  if (notice) await tell(notice, given, context)
  await ledger.recordEdit(id, key, shown, clock.now())
  metrics?.edited(platform.name)
  log.info({ delivery: id, part: key, link: ref.link }, 'corrected')
}

/**
 * Records before an edit that the content of the message is unknown: an edit may arrive without an answer, and its
 * author may take the correction back before it is made again.
 */
async function noting(
  entry: PartEntry,
  { delivery, now }: CorrectionContext,
  { ledger }: EditingContext,
  work: () => Promise<void>,
) {
  const { key, shown, postedAt, editedAt = postedAt ?? now } = entry
  if (!shown) return work()
  await ledger.recordEdit(delivery.id, key, unknownContent(shown), editedAt)
  try {
    await work()
  } catch (error) {
    const isUnchanged = error instanceof ExpectedError && !(error instanceof Ambiguous)
    if (isUnchanged) await ledger.recordEdit(delivery.id, key, shown, editedAt)
    throw error
  }
}

function postingOf(
  { entry, part, shown }: Extract<CorrectionStep, { type: 'edit' }>,
  ref: MessageRef,
  given: CorrectionContext,
): Posting {
  const mention = entry.key === 'overview' && shown.piece && !shown.notice ? given.as.mention : undefined
  return {
    place: { channel: ref.channel },
    part,
    marker: { delivery: given.delivery.id, part: entry.key },
    ...(mention && { mention }),
  }
}

function editMessage(ref: MessageRef, posting: Posting, context: EditingContext): Promise<void> {
  const { platform, clock, signal, log } = context
  return retry(() => platform.client.edit(ref, posting), {
    maxTries,
    wait: (ms) => clock.wait(ms, signal),
    pauseAfter: (error) => {
      if (!(error instanceof PlatformBusy) || error.retryAfterMs > maxWaitMs || signal.aborted) return undefined
      log.info({ ...posting.marker, retryAfterMs: error.retryAfterMs }, 'waiting for the rate limit')
      return error.retryAfterMs
    },
  })
}

/** Posts a notice in a discussion. A failure does not hold up the correction. */
async function tell(
  { part, under }: DiscussionNotice,
  { delivery }: CorrectionContext,
  context: EditingContext,
): Promise<void> {
  const { id } = delivery
  const posting = {
    place: { channel: delivery.channel, under },
    part,
    marker: { delivery: id, part: part.key },
  }
  try {
    await postPartOnce(id, posting, context)
  } catch (error) {
    const consequence = error instanceof CannotSay ? 'fail' : outcomeOf(error)
    if (consequence === 'retry' || consequence === 'halt') throw error
    context.log.warn(
      { delivery: id, part: part.key, err: error },
      'could not post the notice of a correction in a discussion',
    )
  }
}

async function add(
  step: Extract<CorrectionStep, { type: 'post' }>,
  { delivery, as, digest }: CorrectionContext,
  context: EditingContext,
): Promise<void> {
  const { part, under, title, shown } = step
  const { id } = delivery
  const above = (await context.ledger.parts(id)).find(({ key }) => key === under)?.ref
  if (!above) throw new MessageUnknown(under)
  const place = await context.platform.client.openDiscussion(above, title)
  const ref = await postPartOnce(id, { place, part, marker: { delivery: id, part: part.key } }, context, shown)
  if (!ref || !part.discuss || as.discussion !== 'on-post') return
  await postAllTakeaways(id, { ref, key: placeOf(part.key).first }, part.discuss, digest.language, context)
}
