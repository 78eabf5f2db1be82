import { parseDay } from '../domain/day.ts'
import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import type { Notice } from '../domain/part.ts'
import { formatPartKey } from '../domain/part-key.ts'
import type { Posting } from '../domain/platform.ts'
import { dayAt } from '../domain/time-zone.ts'
import type { DeliveryContext } from './context.ts'
import { mayBePosted } from './ledger-gap.ts'
import { postPartOnce } from './post-part.ts'

const key = formatPartKey({ piece: { type: 'welcome' } })

/** Whether the delivery is a line that says when the first digest comes, instead of the digest, which is too old. */
export function isAnnouncement({ state, reason }: Pick<DeliveryEntry, 'state' | 'reason'>): boolean {
  return state === 'pending' && (reason?.code === 'welcome-later' || reason?.code === 'welcome-soon')
}

/**
 * Posts the line of an announcement exactly once, in the language of the digest, and sets the delivery to skipped. A
 * line that was not begun before its day is over is not posted.
 */
export async function announce(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  context: DeliveryContext,
): Promise<void> {
  const { platform, ledger, clock, signal } = context
  const entries = await ledger.parts(delivery.id)
  const day = parseDay(String(delivery.reason?.values?.[0] ?? ''))
  const isOver = day !== undefined && day < dayAt(clock.now(), destination.timezone)
  if (entries.length > 0 || !isOver) {
    const { at, timezone } = destination
    const notice: Notice = { type: 'welcome', ...(day && { first: { day, at, timezone } }) }
    const posting: Posting = {
      place: { channel: delivery.channel },
      part: platform.renderer.renderNotice(key, notice, digest.language),
      marker: { delivery: delivery.id, part: key },
    }
    const isRemembered = entries.length > 0 || !(await mayBePosted(delivery, entries, posting, context))
    if (signal.aborted) return
    await postPartOnce(delivery.id, posting, context, undefined, { entries, isRemembered })
  }
  await ledger.setState(delivery.id, 'skipped', clock.now(), delivery.reason)
}
