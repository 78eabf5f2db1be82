import type { DeliveryEntry, DeliveryId, PartEntry } from '../domain/delivery.ts'
import { dayMs } from '../domain/duration.ts'
import { CannotSay } from '../domain/errors.ts'
import type { Gap } from '../domain/ledger.ts'
import type { PartKey } from '../domain/part-key.ts'
import type { Posting } from '../domain/platform.ts'
import { utcTime } from '../domain/time-zone.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { DeliveryContext, PostingContext } from './context.ts'
import { lookForMessage } from './look-for-message.ts'

/** How long before its day in UTC a digest may have been posted, in milliseconds: by hand, or in an eastern time zone. */
const aheadMs = 2 * dayMs

/**
 * How long a bot that has found posts of another bot, or sees its connection, waits for the other one to post, in
 * milliseconds. If both see each other, one of them waits longer, up to twice as long.
 */
const headStartMs = 15_000

/**
 * Whether a message of a delivery may be in its channel that the ledger does not know: it was lost, or another bot posts
 * with the same token. Looks for `next`, the first part without an entry, if its place is known; parts are posted in
 * order.
 */
export async function mayBePosted(
  delivery: DeliveryEntry,
  entries: readonly PartEntry[],
  next: Posting | undefined,
  context: DeliveryContext,
): Promise<boolean> {
  const { ledger, platform, clock, log, signal, lookout } = context
  const mayFollow = context.hasOtherConnections === true && entries.length === 0
  const { id, destination, dueAt = delivery.createdAt } = delivery
  const gap = await ledger.gap()
  const earliest = earliestPost(id)
  // The parts after one that was first sent after the gap were not posted before it.
  const isInGap = gap !== undefined && earliest <= gap.to && entries.every(({ intendedAt }) => intendedAt <= gap.to)
  if (isInGap && entries.length > 0) return true
  if (!next) return false
  if (!isInGap) {
    if (!lookout || lookout.left <= 0) return false
    const mayBeOld =
      dueAt < lookout.startedAt || (await ledger.firstSeen(destination, clock.now())) >= lookout.startedAt
    if (!mayFollow && !mayBeOld) return false
    lookout.left -= 1
  }
  if (isInGap && gap.foundAt !== undefined) await clock.wait(headStartMs, signal)
  const firstTriedAt = isInGap ? Math.max(gap.from, earliest) : earliest
  const look = () => lookForMessage(next, { firstTriedAt }, context)
  const lookAgain = async () => {
    log.warn({ delivery: id, platform: platform.name }, otherConnected)
    await giveHeadStart(context)
    return look()
  }
  try {
    const found = (await look()) ?? (mayFollow ? await lookAgain() : undefined)
    if (!found) return false
    // Another machine may have posted it while this one was frozen: then the ledger knows it by now.
    if ((await ledger.parts(id)).some(({ key, ref }) => key === next.part.key && ref)) return false
    await ledger.noteFound(earliest, clock.now())
    log.warn({ delivery: id, link: found.link }, foundUnknown)
    return true
  } catch (error) {
    if (!(error instanceof CannotSay)) throw error
    // A part that the ledger lost is uncertain then. Another bot is only a possibility.
    return isInGap
  }
}

/** Lets another bot with the same token post first. */
export function giveHeadStart({ clock, signal }: Pick<PostingContext, 'clock' | 'signal'>): Promise<void> {
  return clock.wait(headStartMs * (1 + Math.random()), signal)
}

const otherConnected =
  'another program is connected with this token; waiting before the post, in case it is a second bot that posts the same'

const foundUnknown =
  'the channel has a digest that the ledger does not know: the data folder was lost, or another bot posts with this token'

/**
 * When a part without an entry may have been sent first, because the ledger was lost or is an older copy; undefined if it
 * certainly was not sent. A part that may have been sent gets an intent.
 */
export async function triedInGap(
  id: DeliveryId,
  key: PartKey,
  { ledger, platform }: PostingContext,
): Promise<number | undefined> {
  const gap = await ledger.gap?.()
  const earliest = earliestPost(id)
  if (!gap || earliest > gap.to) return undefined
  // Nothing was sent in the future: the clock that wrote the gap was wrong.
  const at = Math.min(Math.max(gap.from, earliest), await platform.client.clock.now())
  const { intendedAt, state } = await ledger.recordIntent(id, key, at)
  return state === 'intended' ? intendedAt : undefined
}

function earliestPost(id: DeliveryId): number {
  return Date.parse(id.slice(-'YYYY-MM-DD'.length)) - aheadMs
}

/** How long a gap in the ledger may affect digests, in milliseconds. */
const gapMattersMs = 7 * dayMs

/** Sentences about the gap in the ledger and what the bot does about it; undefined if it has no effect. */
export function describeLedgerGap(gap: Gap | undefined, now: number, language?: string): string | undefined {
  if (!gap || now - gap.to > gapMattersMs) return undefined
  const from = gap.from === 0 ? undefined : utcTime(gap.from)
  return messagesFor(language).status.gap(gap.isNew === true, from, utcTime(gap.to), gap.foundAt !== undefined)
}
