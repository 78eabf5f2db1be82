import type { DeliveryId, MessageRef, PartEntry, ShownContent } from '../domain/delivery.ts'
import { Ambiguous, CannotSay, ExpectedError, LedgerUnusable, NotBegun, PlatformBusy } from '../domain/errors.ts'
import type { PartKey } from '../domain/part-key.ts'
import type { Posting } from '../domain/platform.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { type RetryPolicy, retry } from '../lib/retry.ts'
import type { KnownParts, PostingContext } from './context.ts'
import { giveHeadStart, triedInGap } from './ledger-gap.ts'
import { FailuresAtForm, sendInLighterForms } from './lighter-forms.ts'
import { failedForNow, lookAfterMs, lookForMessage } from './look-for-message.ts'
import { unknownContent } from './message-state.ts'

/** How often one call tries to send a part before it gives up; a later call continues. */
const maxTries = 5

/** How long to wait before a receipt that could not be written is written again, in milliseconds. */
const rewriteAfterMs = [500, 2_000, 5_000]

/**
 * Posts one part exactly once. Returns its message, or undefined if the part was confirmed by hand without a link. It is
 * idempotent: call it again after any failure or crash. Throws an `ExpectedError` when it could not be posted; the ledger then has
 * what is known. A part that is sent shows `shown`; one that is found shows what it was first sent with.
 */
export async function postPartOnce(
  id: DeliveryId,
  posting: Posting,
  context: PostingContext,
  shown?: ShownContent,
  of: KnownParts = { isRemembered: false },
): Promise<MessageRef | undefined> {
  const { ledger } = context
  const { key } = posting.part
  const entry = (of.entries ?? (await ledger.parts(id))).find((part) => part.key === key)
  if (entry && isInChannel(entry)) return entry.ref

  // An intent without a receipt: an earlier attempt ended with its process, so the message may already be there.
  const firstTriedAt = entry?.intendedAt ?? (of.isRemembered ? undefined : await triedInGap(id, key, context))
  const known: Knowledge = {
    firstTriedAt,
    lastTriedAt: entry && (entry.triedAt ?? entry.intendedAt),
    mustLook: firstTriedAt !== undefined,
  }
  const failures = new FailuresAtForm(context.platform)
  const post = async (form: Posting) => {
    if (known.mustLook) {
      const find = () => findPosted(id, form, known, context)
      const found = (await find()) ?? (await findLater(find, known, of, context))
      if (found && of.hasWaited) of.hasWaited = false
      if (found) return found
      known.mustLook = false
      failures.tooLarge(form, platformTitle(context.platform.name))
    }
    try {
      return await sendWhenAllowed(id, form, known, context, shown)
    } catch (error) {
      failures.note(error)
      throw error
    }
  }
  return sendInLighterForms(posting, (form) => retry(() => post(form), policyFor(form, context)), context)
}

/**
 * In a delivery with parts that the ledger does not know, another bot may be posting the next one. Gives it time, once after
 * each that was found.
 */
async function findLater(
  find: () => Promise<MessageRef | undefined>,
  { firstTriedAt = Number.POSITIVE_INFINITY }: Knowledge,
  of: KnownParts,
  context: PostingContext,
): Promise<MessageRef | undefined> {
  const gap = of.hasWaited === false ? await context.ledger.gap?.() : undefined
  if (!gap || firstTriedAt > gap.to) return undefined
  await giveHeadStart(context)
  of.hasWaited = true
  return find()
}

/** Whether a part is in the channel: posted, or confirmed by hand. */
export function isInChannel({ state }: PartEntry): boolean {
  return state === 'posted' || state === 'confirmed'
}

/** What this call knows about earlier attempts. */
interface Knowledge {
  /** When the part was first sent, in milliseconds since 1970; undefined if it was certainly never sent. */
  firstTriedAt: number | undefined
  /** When it was last sent without an answer. Both are by the platform's clock. */
  lastTriedAt: number | undefined
  /** Whether the message may be there, so that it must be looked for before the part is sent. */
  mustLook: boolean
}

function policyFor({ marker }: Posting, { clock, signal, log }: PostingContext): RetryPolicy {
  return {
    maxTries,
    wait: (ms) => clock.wait(ms, signal),
    pauseAfter: (error) => {
      if (signal.aborted) return undefined
      if (error instanceof Ambiguous) {
        log.warn({ ...marker, reason: error.message }, 'no answer, looking for the message')
        return lookAfterMs
      }
      if (!(error instanceof PlatformBusy)) return undefined
      log.info({ ...marker, retryAfterMs: error.retryAfterMs }, 'waiting for the rate limit')
      return error.retryAfterMs
    },
  }
}

/** Records the intent when the rate limit lets the part be sent, which may be much later. */
async function sendWhenAllowed(
  id: DeliveryId,
  posting: Posting,
  known: Knowledge,
  context: PostingContext,
  shown?: ShownContent,
): Promise<MessageRef | undefined> {
  const { ledger, platform, signal } = context
  const { key } = posting.part
  const reservation = await platform.client.reserve(posting)
  try {
    if (signal.aborted) throw new NotBegun('Morning Post is stopping.')
    const now = await platform.client.clock.now()
    const intent = await ledger.recordIntent(id, key, now, shown)
    // It may have been confirmed by hand while it waited.
    if (isInChannel(intent)) return intent.ref
    const ref = await reservation.send().catch(async (error: unknown) => {
      if (error instanceof Ambiguous)
        Object.assign(known, { firstTriedAt: intent.intendedAt, lastTriedAt: now, mustLook: true })
      // Nothing was sent now, so the intent is only needed for an earlier attempt. After a bug, something may have been sent.
      else if (known.firstTriedAt === undefined && error instanceof ExpectedError) await ledger.cancelIntent(id, key)
      throw error
    })
    // Where an earlier attempt had another text, Discord answers a repeated nonce with the message of that one.
    const isSameText = intent.shown?.contentHash === shown?.contentHash
    await recordPosted(id, key, ref, context, shown && !isSameText ? unknownContent(shown) : shown)
    context.log.info({ delivery: id, part: key, link: ref.link }, 'posted')
    return ref
  } finally {
    reservation.release()
  }
}

/**
 * Looks for the message on the platform, until it can no longer arrive. If the platform cannot say, the part becomes
 * uncertain and is not sent.
 */
async function findPosted(
  id: DeliveryId,
  posting: Posting,
  { firstTriedAt = 0, lastTriedAt }: Knowledge,
  context: PostingContext,
): Promise<MessageRef | undefined> {
  const { ledger, log, signal } = context
  const { key } = posting.part
  try {
    const attempts = { firstTriedAt, lastTriedAt, isRepeated: true }
    const ref = await lookForMessage(posting, attempts, context, { untilSettled: true })
    log.info({ delivery: id, part: key, found: ref !== undefined, link: ref?.link }, 'looked for the message')
    if (ref) await recordPosted(id, key, ref, context)
    return ref
  } catch (error) {
    // The next process looks again after a search that failed for now.
    const isInterrupted = signal.aborted && failedForNow(error)
    if (error instanceof CannotSay && !isInterrupted) await ledger.markUncertain(id, key)
    throw error
  }
}

/**
 * Writes the receipt, of a message that was sent now with what it shows. If that fails for good, the intent stays and the
 * next call finds the message.
 */
async function recordPosted(
  id: DeliveryId,
  key: PartKey,
  ref: MessageRef,
  context: PostingContext,
  shown?: ShownContent,
): Promise<void> {
  const { ledger, clock, signal, metrics, platform } = context
  const pauses = [...rewriteAfterMs]
  await retry(() => ledger.recordReceipt(id, key, ref, clock.now(), shown), {
    maxTries: pauses.length + 1,
    pauseAfter: (error) => (error instanceof LedgerUnusable ? pauses.shift() : undefined),
    wait: (ms) => clock.wait(ms, signal),
  })
  metrics?.posted(platform.name)
}
