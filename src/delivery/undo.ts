import type { DeliveryEntry, MessageRef, PartEntry } from '../domain/delivery.ts'
import type { Digest } from '../domain/digest.ts'
import {
  Ambiguous,
  CannotSay,
  ExpectedError,
  NotBegun,
  outcomeOf,
  PlatformBusy,
  RefusedForNow,
  StillArriving,
} from '../domain/errors.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { PartStore, UncertainParts, UndoStore } from '../domain/ledger.ts'
import type { PartKey } from '../domain/part-key.ts'
import { failureReason } from '../i18n/failures.ts'
import { commandLine } from '../lib/command-line.ts'
import { retry } from '../lib/retry.ts'
import type { DeliveryContext } from './context.ts'
import { findOwn } from './look-for-message.ts'
import { possiblePlaces, probePart } from './reconcile-intents.ts'

/** The dependencies of an undo. */
export interface UndoContext extends Pick<DeliveryContext, 'platform' | 'clock' | 'log' | 'signal'> {
  readonly ledger: PartStore &
    UndoStore &
    Pick<UncertainParts, 'allowResend' | 'findByMessage'> &
    Pick<DeliveryContext['ledger'], 'setState'>
}

/** The delivery that is undone. Its digest may be gone by now. */
interface UndoneDelivery {
  readonly delivery: DeliveryEntry
  readonly digest: Digest | undefined
}

/** How often one call tries to delete a message. */
const maxTries = 5

/** How long after an answer was lost the deletion is asked again, in milliseconds. */
const askAgainMs = 2_000

/** A longer wait is left to a later call, in milliseconds. */
const maxWaitMs = 30_000

/**
 * Deletes all messages of a delivery in the state `withdrawing`, the last one first. Call it again after any failure
 * or crash: it continues with what is still there. Messages whose request may still arrive are waited for. Throws an
 * `ExpectedError` if trying again later helps, or if the channel refuses every call.
 */
export async function undoDelivery(undone: UndoneDelivery, context: UndoContext): Promise<void> {
  const { ledger, clock, log, signal } = context
  const { id } = undone.delivery
  const kept = new Map<PartKey, FailureReason>()
  /** Refused for an unknown reason: it is tried again for a while, and the other messages do not wait for it. */
  const refused = new Map<PartKey, RefusedForNow>()
  const remaining = async () =>
    (await ledger.parts(id)).filter(({ key, state }) => state !== 'deleted' && !kept.has(key) && !refused.has(key))
  // A part that was just sent may be recorded meanwhile.
  for (let parts = await remaining(); parts.length > 0; parts = await remaining()) {
    for (const part of parts.toReversed()) {
      if (signal.aborted) throw new NotBegun('Morning Post is stopping.')
      const why = await remove(part, undone, context).catch((error: unknown) => {
        if (!(error instanceof RefusedForNow)) throw error
        refused.set(part.key, error)
        return undefined
      })
      if (why) kept.set(part.key, why)
    }
  }
  for (const error of refused.values()) throw error
  const [first] = kept
  if (!first) {
    await ledger.setState(id, 'withdrawn', clock.now())
    log.info({ delivery: id }, 'undone')
    return
  }
  const reason = failureReason('not-withdrawn', [...kept.keys()].join(', '), commandLine(`post --undo ${id}`), first[1])
  await ledger.setState(id, 'withdrawing', clock.now(), reason)
  log.error({ delivery: id, reason: reason.text }, 'some messages could not be deleted')
}

/** Removes one part. Returns why its message stays. */
async function remove(
  part: PartEntry,
  undone: UndoneDelivery,
  context: UndoContext,
): Promise<FailureReason | undefined> {
  const { ledger, log } = context
  const { id } = undone.delivery
  const { key } = part
  try {
    const ref = part.ref ?? (await locate(part, undone, context))
    if (!ref) return part.state === 'confirmed' ? failureReason('message-unknown-to-delete') : undefined
    await ledger.recordDeletionIntent(id, key)
    await deleteMessage(ref, context)
    await ledger.recordDeletion(id, key)
    log.info({ delivery: id, part: key, link: ref.link }, 'deleted')
    return undefined
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    // In order, because what is looked for may stand in the thread of an earlier part.
    if (error instanceof CannotSay && outcomeOf(error.cause) !== 'retry') {
      await ledger.markUncertain(id, key)
      return error.reason
    }
    if (outcomeOf(error) === 'fail') return error.reason
    throw error
  }
}

/**
 * The message of a part without a receipt, once its request can no longer arrive; undefined if there is none, and then
 * the ledger forgets the part.
 */
async function locate(
  { key, state, intendedAt, triedAt = intendedAt }: PartEntry,
  { delivery, digest }: UndoneDelivery,
  { ledger, platform, clock, log, signal }: UndoContext,
): Promise<MessageRef | undefined> {
  if (state === 'confirmed') return undefined
  const { id } = delivery
  const layout = delivery.postedLayout ?? { layout: 'sections', discussion: 'on-click' }
  const part = await probePart(key, digest, layout, platform)
  const places = possiblePlaces({ key }, await ledger.parts(id), delivery, layout)
  for (let pauseMs = askAgainMs; ; pauseMs *= 2) {
    const settlesInMs = await platform.client.clock.settlesIn(triedAt)
    for (const place of places) {
      const posting = { place, part, marker: { delivery: id, part: key } }
      const attempts = { firstTriedAt: intendedAt, lastTriedAt: triedAt }
      const ref = await findOwn(posting, attempts, { platform, ledger }).catch((error: unknown) => {
        if (error instanceof StillArriving) return undefined
        throw error
      })
      if (!ref) continue
      await ledger.recordReceipt(id, key, ref, clock.now())
      return ref
    }
    if (settlesInMs <= 0) break
    if (signal.aborted) throw new NotBegun('Morning Post is stopping.')
    log.info({ delivery: id, part: key, retryAfterMs: settlesInMs }, 'a message may still arrive; waiting to delete it')
    await clock.wait(Math.min(settlesInMs, pauseMs), signal)
  }
  await (state === 'uncertain' ? ledger.allowResend(id, key) : ledger.cancelIntent(id, key))
  return undefined
}

function deleteMessage(ref: MessageRef, { platform, clock, log, signal }: UndoContext): Promise<void> {
  return retry(() => platform.client.delete(ref), {
    maxTries,
    wait: (ms) => clock.wait(ms, signal),
    pauseAfter: (error) => {
      if (signal.aborted) return undefined
      if (error instanceof Ambiguous) return askAgainMs
      if (!(error instanceof PlatformBusy) || error.retryAfterMs > maxWaitMs) return undefined
      log.info({ link: ref.link, retryAfterMs: error.retryAfterMs }, 'waiting for the rate limit')
      return error.retryAfterMs
    },
  })
}
