import type { DeliveryId, MessageRef, PartEntry, Shown } from '../domain/delivery.ts'
import { Ambiguous, CannotSay, ExpectedError, LedgerUnusable, NotBegun, PlatformBusy } from '../domain/errors.ts'
import type { Posting } from '../domain/platform.ts'
import type { PostingContext } from './context.ts'
import { triedInGap } from './ledger-gap.ts'

/** How often one call tries before it leaves the part to a later one. */
const triesMax = 5

/** A message whose answer was lost may still be on its way in; asking at once would call it absent. In milliseconds. */
export const settlingMs = 2_000

/** How long to wait before a receipt that could not be written is written again, in milliseconds. */
const rewriteAfterMs = [500, 2_000, 5_000]

/**
 * Brings one part to its place, exactly once, and says where it stands: undefined where somebody vouched that it is
 * there and nobody said where. Call it again after any failure or crash. Throws an `ExpectedError` when it could not,
 * having noted in the ledger what is known. What it posts shows `shown`; what it finds, what it was first tried with.
 * `entries` are those of the delivery, where they were read since nobody else posts it.
 */
export async function postPartOnce(
  id: DeliveryId,
  posting: Posting,
  context: PostingContext,
  shown?: Shown,
  entries?: readonly PartEntry[],
): Promise<MessageRef | undefined> {
  const { ledger, clock, log, signal, platform } = context
  const { key } = posting.part
  const entry = (entries ?? (await ledger.parts(id))).find((part) => part.key === key)
  if (entry && isThere(entry)) return entry.ref

  // An intent without a receipt means that an earlier try died on the way: the message may already be there.
  let since = entry?.intendedAt ?? (await triedInGap(id, key, ledger))
  if (since !== undefined) {
    // Of a process that was killed a moment ago, too.
    if (entry?.state === 'intended') await clock.wait(settlingMs, signal)
    const found = await findPosted(id, posting, since, context)
    if (found) return found
  }

  for (let tries = 1; ; tries += 1) {
    const { ref, error, intent } = await attempt(id, posting, context, shown)
    if (intent && isThere(intent)) return intent.ref
    if (ref) {
      await saveReceipt(() => ledger.recordReceipt(id, key, ref, clock.now()), context)
      context.metrics?.posted(platform.name)
      log.info({ delivery: id, part: key, link: ref.link }, 'posted')
      return ref
    }
    const lastTry = tries >= triesMax || signal.aborted
    if (intent && error instanceof Ambiguous) {
      since = intent.intendedAt
      log.warn({ delivery: id, part: key, tries, reason: error.message }, 'no answer, looking for the message')
      if (lastTry) throw error
      await clock.wait(settlingMs, signal)
      const found = await findPosted(id, posting, since, context)
      if (found) return found
      continue
    }
    // Nothing was sent by this try; the intent is only needed for an earlier one that may have been. What a bug of ours
    // did before it showed, nobody knows.
    if (intent && since === undefined && error instanceof ExpectedError) await ledger.cancelIntent(id, key)
    if (!(error instanceof PlatformBusy) || lastTry) throw error
    log.info({ delivery: id, part: key, retryAfterMs: error.retryAfterMs }, 'waiting for the rate limit')
    await clock.wait(error.retryAfterMs, signal)
  }
}

/** Whether a part is in its place, as far as anybody knows. */
export function isThere({ state }: PartEntry): boolean {
  return state === 'posted' || state === 'vouched'
}

interface Attempt {
  /** What the ledger noted when its turn came; undefined when it did not come. */
  readonly intent?: PartEntry
  readonly ref?: MessageRef
  readonly error?: unknown
}

/**
 * Sends it when its turn comes, which may be much later: only then is the attempt noted. Apart from what follows it: an
 * error of the ledger after the message was sent says nothing about the message.
 */
async function attempt(id: DeliveryId, posting: Posting, context: PostingContext, shown?: Shown): Promise<Attempt> {
  const { ledger, clock, platform, signal } = context
  const noted: { intent?: PartEntry } = {}
  const begin = async () => {
    if (signal.aborted) throw new NotBegun('Morning Post is stopping.')
    noted.intent = await ledger.recordIntent(id, posting.part.key, clock.now(), shown)
    // While we waited, somebody may have looked.
    if (isThere(noted.intent)) throw new NotBegun('somebody found it in its place.')
  }
  try {
    const ref = await platform.client.post(posting, begin)
    return { ...noted, ref }
  } catch (error) {
    return { ...noted, error }
  }
}

/** Asks the platform for the message; when it cannot say, the part is uncertain and nothing is sent. */
async function findPosted(
  id: DeliveryId,
  posting: Posting,
  since: number,
  context: PostingContext,
): Promise<MessageRef | undefined> {
  const { platform, ledger, clock, log } = context
  const { key } = posting.part
  try {
    const ref = await platform.client.find(posting, since)
    log.info({ delivery: id, part: key, found: ref !== undefined, link: ref?.link }, 'looked for the message')
    if (!ref) return undefined
    await saveReceipt(() => ledger.recordReceipt(id, key, ref, clock.now()), context)
    context.metrics?.posted(platform.name)
    return ref
  } catch (error) {
    if (error instanceof CannotSay) await ledger.markUncertain(id, key)
    throw error
  }
}

/** Writes down that the message is there. When that fails for good the intent stays: the next call finds the message. */
async function saveReceipt(write: () => Promise<void>, { clock, signal }: PostingContext): Promise<void> {
  for (const pauseMs of rewriteAfterMs) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof LedgerUnusable)) throw error
      await clock.wait(pauseMs, signal)
    }
  }
  await write()
}
