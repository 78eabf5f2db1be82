import type { Gap } from '../domain/ledger.ts'
import { utcTime } from '../domain/time-zone.ts'

/** For how long a gap in what the ledger remembers may matter to digests, in milliseconds. */
const gapMattersMs = 7 * 86_400_000

/** What the ledger does not remember, and what is done about it, in two sentences; undefined where it does not matter. */
export function describeLedgerGap(gap: Gap | undefined, now: number): string | undefined {
  if (!gap || now - gap.to > gapMattersMs) return undefined
  const since = gap.from === 0 ? '' : `between ${utcTime(gap.from)} and `
  return (
    `The ledger was lost or is an older copy: it does not remember what was posted ${since || 'before '}${utcTime(gap.to)}. ` +
    'For digests of those days the bot looks in the channels before it posts.'
  )
}
