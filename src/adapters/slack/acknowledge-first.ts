import type { ReceiverEvent } from '@slack/bolt'
import { z } from 'zod'

/** Slack shows an error if a dialog is not answered in three seconds. In milliseconds. */
const dialogMs = 2_800

/** Payloads that are answered in the acknowledgement itself. */
const answered = new Set<string | undefined>(['view_submission', 'block_suggestion'])

const typed = z.object({ type: z.string().optional() })

/**
 * Acknowledges a request of Slack before it is handled: nothing is read or written before, so that neither a slow
 * database nor a slow answer makes Slack show an error. Dialogs and the options of menus are answered in the
 * acknowledgement; if that takes too long, they are acknowledged without an answer. Throws the errors of `handle`, and
 * an error if the request cannot be acknowledged, which then was not handled.
 */
export async function acknowledgeFirst(
  event: ReceiverEvent,
  handle: (event: ReceiverEvent) => Promise<void>,
): Promise<void> {
  const acknowledged = new AbortController()
  const ack: ReceiverEvent['ack'] = async (response) => {
    if (acknowledged.signal.aborted) return
    acknowledged.abort()
    await event.ack(response)
  }
  if (!answered.has(typed.safeParse(event.body).data?.type)) await ack()
  const late = setTimeout(() => void ack().catch(() => {}), dialogMs)
  try {
    const customProperties = { ...event.customProperties, acknowledged: acknowledged.signal }
    await handle({ ...event, ack, customProperties })
  } finally {
    clearTimeout(late)
    await ack()
  }
}

const context = z.object({ acknowledged: z.instanceof(AbortSignal) })

/** Whether it was acknowledged already: then an answer to a dialog comes too late. */
export function isAcknowledged(given: unknown): boolean {
  return context.safeParse(given).data?.acknowledged.aborted ?? false
}
