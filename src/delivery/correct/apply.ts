import type { DeliveryEntry, MessageRef, PostedLayout } from '../../domain/delivery.ts'
import { type Destination, selectFor } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import {
  Ambiguous,
  CannotSay,
  DestinationRefused,
  ExpectedError,
  errorFields,
  MessageUnknown,
  NotBegun,
  outcomeOf,
  PlatformBusy,
  RefusedForNow,
  reasonOf,
  StillArriving,
} from '../../domain/errors.ts'
import { isReply, type PartKey } from '../../domain/part-key.ts'
import type { Posting } from '../../domain/platform.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { retry } from '../../lib/retry.ts'
import { hashDigest } from '../content-hash.ts'
import type { EditingContext } from '../context.ts'
import { withoutHash } from '../deliver.ts'
import { sendInLighterForms } from '../lighter-forms.ts'
import { unknownContent } from '../message-state.ts'
import { postOrReplace } from '../post-or-replace.ts'
import { postPartOnce } from '../post-part.ts'
import { isLeftOut, postMissingTakeaways } from '../post-takeaways.ts'
import { reconcileIntents } from '../reconcile-intents.ts'
import { planCorrection } from './plan.ts'
import type { CorrectionContext, CorrectionStep, DiscussionNotice } from './types.ts'

/** How often one call tries to edit a message. */
const maxTries = 5

/** A longer wait is left to a later call, in milliseconds. */
const maxWaitMs = 30_000

/**
 * Makes the messages of a delivery show what its author last wrote. Call it again after any failure or crash: messages
 * that are up to date are not edited, and nothing is posted twice. Throws if trying again later helps; a message that
 * cannot be edited is marked, and tried again once the digest changes or the bot starts.
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
  const steps = await planCorrection(given)
  const stale = new Set<PartKey>()
  // The author may take the change back before all steps are taken.
  if (steps.length > 0) await ledger.setPostedLayout(delivery.id, withoutHash(as))
  let refused: RefusedForNow | undefined
  for (const step of steps) {
    if (signal.aborted) return
    try {
      if (!(await take(step, given, context))) stale.add(keyOf(step))
    } catch (error) {
      // It is tried again for a while; the other messages do not wait for it.
      if (!(error instanceof RefusedForNow) || step.type !== 'edit') throw error
      refused ??= error
    }
  }
  if (refused) throw refused
  // A message that was found instead of sent shows what it was first sent with.
  const found = await foundWithOtherContent(steps, given, context)
  if (found) return await applyCorrection(delivery, destination, digest, as, context)
  await forgetReasons(given, stale, context)
  // A pending delivery is compared again once it is posted.
  if (delivery.state === 'pending') return
  await postMissingTakeaways(given, context)
  const isUncertain = given.entries.some(({ state }) => state === 'uncertain')
  const layout = stale.size > 0 || isUncertain ? withoutHash(as) : { ...as, contentHash: hashDigest(digest) }
  const correctedAt = steps.length > 0 ? clock.now() : undefined
  await ledger.setPostedLayout(delivery.id, layout, correctedAt)
  await reopen(given, context)
}

/** The messages in the ledger, after the results of all open attempts were looked up. */
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
  const steps = await planCorrection(given)
  const toPost = new Set(steps.flatMap((step) => (step.type === 'post' ? [step.part.key] : [])))
  // A pending delivery looks for its own parts.
  const isWanted = (key: PartKey) => toPost.has(key) || (delivery.state === 'pending' && !isReply(key))
  await reconcileIntents(given, isWanted, context)
  return look()
}

/** Whether one of the parts that were to be posted is there, and has to be edited. */
async function foundWithOtherContent(
  steps: readonly CorrectionStep[],
  given: CorrectionContext,
  { ledger }: EditingContext,
): Promise<boolean> {
  const posted = new Set(steps.filter(({ type }) => type === 'post').map(({ part }) => part.key))
  if (posted.size === 0) return false
  const left = await planCorrection({ ...given, entries: await ledger.parts(given.delivery.id) })
  return left.some((step) => step.type === 'edit' && posted.has(step.entry.key) && step.entry.uneditable === undefined)
}

/** Clears the mark of messages that are right again because their author took the change back. */
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

/** A skipped digest may have a section for the destination now; the scheduler decides whether it is too late. */
async function reopen(
  { delivery, destination, digest }: CorrectionContext,
  { ledger, clock, onReopen }: EditingContext,
): Promise<void> {
  if (delivery.state !== 'skipped' || digest.withdrawn !== undefined || !selectFor(destination, digest)) return
  await ledger.setState(delivery.id, 'pending', clock.now())
  onReopen?.(delivery.digest)
}

/** Takes one step; false if it is certain that it cannot be taken. */
async function take(step: CorrectionStep, given: CorrectionContext, context: EditingContext): Promise<boolean> {
  const { ledger, log } = context
  const { id } = given.delivery
  try {
    if (step.type === 'edit') await edit(step, given, context)
    else await add(step, given, context)
    return true
  } catch (error) {
    if (outcomeOf(error) !== 'fail' && !isOutOfReach(error, step, given)) throw error
    const reason = reasonOf(error)
    const bug = error instanceof ExpectedError ? {} : { err: error }
    log.error({ delivery: id, part: step.part.key, reason: reason.text, ...bug }, 'the message cannot be corrected')
    await ledger.markUneditable(id, keyOf(step), reason)
    return false
  }
}

/** Whether only this message is out of reach, and not the whole destination. */
function isOutOfReach(error: unknown, step: CorrectionStep, { delivery }: CorrectionContext): boolean {
  if (error instanceof CannotSay) return true
  const { channel } = (step.type === 'edit' && step.entry.ref) || delivery
  return error instanceof DestinationRefused && channel !== delivery.channel
}

/**
 * Edits one message. Before it, the ledger marks the content as unknown: an edit may arrive without an answer, and
 * its author may take the correction back before it is repeated. While an earlier edit may still arrive, no other is
 * made, because the earlier one would undo it.
 */
async function edit(
  { entry, part, shown, notice }: Extract<CorrectionStep, { type: 'edit' }>,
  given: CorrectionContext,
  context: EditingContext,
): Promise<void> {
  const { ledger, clock, log, metrics, platform, signal } = context
  const { clock: platformClock } = platform.client
  const { id } = given.delivery
  const { ref, key, triedAt, shown: before } = entry
  if (!ref) throw new MessageUnknown(key)
  const settlesInMs = triedAt === undefined ? 0 : await platformClock.settlesIn(triedAt)
  if (settlesInMs > maxWaitMs) throw new StillArriving(platformTitle(platform.name), settlesInMs)
  if (settlesInMs > 0) await clock.wait(settlesInMs, signal)
  if (signal.aborted) throw new NotBegun('Morning Post is stopping.')
  const mention = key === 'overview' && shown.piece && !shown.notice ? given.as.mention : undefined
  const marker = { delivery: id, part: key }
  if (before) await ledger.recordEditIntent(id, key, unknownContent(before), await platformClock.now())
  try {
    await editMessage(ref, { place: { channel: ref.channel }, part, marker, ...(mention && { mention }) }, context)
  } catch (error) {
    const isUnchanged = error instanceof ExpectedError && !(error instanceof Ambiguous)
    const { editedAt = entry.postedAt ?? given.now } = entry
    if (before && isUnchanged) await ledger.recordEdit(id, key, before, editedAt)
    throw error
  }
  // Before the receipt: after a crash both are done again, and the notice is found.
  if (notice) await postNotice(notice, given, context)
  await ledger.recordEdit(id, key, shown, clock.now())
  metrics?.edited(platform.name)
  log.info({ delivery: id, part: key, link: ref.link }, 'corrected')
}

function editMessage(ref: MessageRef, posting: Posting, context: EditingContext): Promise<void> {
  const { platform, clock, signal, log } = context
  const send = (form: Posting) =>
    retry(() => platform.client.edit(ref, form), {
      maxTries,
      wait: (ms) => clock.wait(ms, signal),
      pauseAfter: (error) => {
        if (!(error instanceof PlatformBusy) || error.retryAfterMs > maxWaitMs || signal.aborted) return undefined
        log.info({ ...posting.marker, retryAfterMs: error.retryAfterMs }, 'waiting for the rate limit')
        return error.retryAfterMs
      },
    })
  return sendInLighterForms(posting, send, context)
}

/** Posts a notice in a discussion. A failure does not delay the correction. */
async function postNotice(
  { part, under }: DiscussionNotice,
  { delivery: { id, channel } }: CorrectionContext,
  context: EditingContext,
): Promise<void> {
  const posting = { place: { channel, under }, part, marker: { delivery: id, part: part.key } }
  try {
    await postPartOnce(id, posting, context)
  } catch (error) {
    if (!isLeftOut(error)) throw error
    const fields = { ...posting.marker, ...errorFields(error) }
    context.log.warn(fields, 'could not post the notice of a correction in a discussion')
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
  const place = await context.platform.client.discussions.open(above, title)
  const posting = { place, part, marker: { delivery: id, part: part.key } }
  await postOrReplace(posting, { delivery, as, digest }, context, shown)
}
