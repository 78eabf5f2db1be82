import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Log } from '../../domain/log.ts'
import { withTimeout } from '../../lib/clock.ts'

/** Whether this is the first time that something is claimed, by this process or another one, also before a restart. */
type Claim = (id: string) => Promise<boolean>

/** A dialog must be opened within three seconds of the click, so this must not take long. In milliseconds. */
const claimMs = 1_000

const ids = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() })
const typed = z.object({ event: z.object({ type: z.string() }) })

/** The events that report that a workspace removed the app or revoked its tokens. */
export const endings: ReadonlySet<string> = new Set(['app_uninstalled', 'tokens_revoked'])

/** The type of an event; empty for other payloads. */
export function eventOf(body: unknown): string {
  return typed.safeParse(body).data?.event.type ?? ''
}

/**
 * Drops what was handled before: Slack sends an event again whose acknowledgement was lost, perhaps to another machine or
 * after a restart. Reports that the app was removed are handled each time: twice changes nothing, and one that a kill cut
 * short must not be lost. If the database does not answer, the reader gets an answer all the same.
 */
export function dropRepeated(app: Pick<App, 'use'>, claim: Claim, log: Log): void {
  app.use(async ({ body, next }) => {
    const { event_id: event, trigger_id: trigger } = ids.safeParse(body).data ?? {}
    const id = event ?? trigger
    if (id === undefined || endings.has(eventOf(body))) return next()
    if ((await withTimeout(claim(`slack/${id}`), claimMs)) ?? true) return next()
    log.debug({ platform: 'slack' }, 'what Slack sent again was dropped')
  })
}
