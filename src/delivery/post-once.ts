import type { DeliveryId, MessageRef } from '../domain/delivery.ts'
import { Ambiguous, CannotSay, PlatformBusy } from '../domain/errors.ts'
import type { Posting } from '../domain/platform.ts'
import type { Tools } from './tools.ts'

/** How often one call tries before it leaves the part to a later one. */
const triesMax = 5

/** A message whose answer was lost may still be on its way in; asking at once would call it absent. In milliseconds. */
const settlingMs = 2_000

/**
 * Brings one part to its place, exactly once, and says where it stands. Call it again after any failure or crash.
 * Throws an `ExpectedError` when it could not, having noted in the ledger what is known.
 */
export async function postOnce(id: DeliveryId, posting: Posting, tools: Tools): Promise<MessageRef> {
  const { ledger, clock, log, signal } = tools
  const { key } = posting.part
  const entry = (await ledger.parts(id)).find((part) => part.key === key)
  if (entry?.ref) return entry.ref

  // An intent without a receipt means that an earlier try died on the way: the message may already be there.
  let since = entry?.intendedAt
  if (since !== undefined) {
    const found = await lookFor(id, posting, since, tools)
    if (found) return found
  }

  for (let tries = 1; ; tries += 1) {
    const { intendedAt } = await ledger.intend(id, key, clock.now())
    try {
      const ref = await tools.platform.post(posting)
      await ledger.record(id, key, ref, clock.now())
      log.info({ delivery: id, part: key, link: ref.link }, 'posted')
      return ref
    } catch (error) {
      const lastTry = tries >= triesMax || signal.aborted
      if (error instanceof Ambiguous) {
        since = intendedAt
        log.warn({ delivery: id, part: key, tries, reason: error.message }, 'no answer, looking for the message')
        if (lastTry) throw error
        await clock.wait(settlingMs, signal)
        const found = await lookFor(id, posting, since, tools)
        if (found) return found
        continue
      }
      // Nothing was sent by this try; the intent is only needed for an earlier one that may have been.
      if (since === undefined) await ledger.withdraw(id, key)
      if (!(error instanceof PlatformBusy) || lastTry) throw error
      log.info({ delivery: id, part: key, retryAfterMs: error.retryAfterMs }, 'waiting for the rate limit')
      await clock.wait(error.retryAfterMs, signal)
    }
  }
}

/** Asks the platform for the message; when it cannot say, the part is uncertain and nothing is sent. */
async function lookFor(id: DeliveryId, posting: Posting, since: number, tools: Tools): Promise<MessageRef | undefined> {
  const { platform, ledger, clock, log } = tools
  const { key } = posting.part
  try {
    const ref = await platform.find(posting, since)
    log.info({ delivery: id, part: key, found: ref !== undefined, link: ref?.link }, 'looked for the message')
    if (ref) await ledger.record(id, key, ref, clock.now())
    return ref
  } catch (error) {
    if (error instanceof CannotSay) await ledger.doubt(id, key)
    throw error
  }
}
