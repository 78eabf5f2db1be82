import type { DeliveryId } from '../domain/delivery.ts'
import { dayMs } from '../domain/duration.ts'
import type { Gap } from '../domain/ledger.ts'
import type { PartKey } from '../domain/part-key.ts'
import { utcTime } from '../domain/time-zone.ts'
import type { PostingContext } from './context.ts'

/** How long before its day in UTC a digest may have been posted, in milliseconds: by hand, or in an eastern time zone. */
const aheadMs = 2 * dayMs

/**
 * When a part without an entry may have been sent first, because the ledger was lost or is an older copy; undefined if it
 * certainly was not sent. A part that may have been sent gets an intent.
 */
export async function triedInGap(
  id: DeliveryId,
  key: PartKey,
  ledger: PostingContext['ledger'],
): Promise<number | undefined> {
  const gap = await ledger.gap?.()
  const earliest = Date.parse(id.slice(-'YYYY-MM-DD'.length)) - aheadMs
  if (!gap || earliest > gap.to) return undefined
  const { intendedAt, state } = await ledger.recordIntent(id, key, Math.max(gap.from, earliest))
  return state === 'intended' ? intendedAt : undefined
}

/** For how long a gap in what the ledger remembers may matter to digests, in milliseconds. */
const gapMattersMs = 7 * dayMs

/** What the ledger does not remember, and what is done about it, in two sentences; undefined where it does not matter. */
export function describeLedgerGap(gap: Gap | undefined, now: number): string | undefined {
  if (!gap || now - gap.to > gapMattersMs) return undefined
  const since = gap.from === 0 ? '' : `between ${utcTime(gap.from)} and `
  return (
    `The ledger was lost or is an older copy: it does not remember what was posted ${since || 'before '}${utcTime(gap.to)}. ` +
    'For digests of those days the bot looks in the channels before it posts.'
  )
}
