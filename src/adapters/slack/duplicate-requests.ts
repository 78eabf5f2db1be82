import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Log } from '../../domain/log.ts'
import { type ClaimTimes, InteractionClaims } from '../shared/interaction-claims.ts'

/**
 * How long the process that claimed a request has to answer it: longer than any answer takes, even one by the owner of
 * a lane on another machine. An answer waits for its claim, because Slack would accept a second one.
 */
const claimTimes: ClaimTimes = { takeOverMs: 15_000, responseMs: 10_000 }

const ids = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() })
const typed = z.object({ event: z.object({ type: z.string() }) })

/** The events that report that a workspace removed the app or revoked its tokens. */
export const uninstallEvents: ReadonlySet<string> = new Set(['app_uninstalled', 'tokens_revoked'])

/** The type of an event; empty for other payloads. */
export function eventOf(body: unknown): string {
  return typed.safeParse(body).data?.event.type ?? ''
}

/** Deduplicates requests that Slack sends again. */
export class DuplicateRequests {
  readonly #claims: InteractionClaims

  /**
   * `claim` is true for the first process that claims a name, also before a restart; without it there are no others. If the
   * database does not answer, the reader gets an answer all the same.
   */
  constructor(claim?: (name: string) => Promise<boolean>, times = claimTimes) {
    this.#claims = new InteractionClaims(claim, times)
  }

  /**
   * Drops what was handled before: Slack sends an event again whose acknowledgement was lost, perhaps to another machine or
   * after a restart. What the first one has not answered in time is handled again, since it may have been killed. Reports
   * that the app was removed are handled each time: twice changes nothing, and one that a kill cut short must not be lost.
   */
  drop(app: Pick<App, 'use'>, log: Log): void {
    app.use(async ({ body, next }) => {
      const id = idOf(body)
      if (id === undefined || uninstallEvents.has(eventOf(body)) || (await this.#claims.isFirstOrNext(id)))
        return next()
      log.debug({ platform: 'slack' }, 'a repeated request from Slack was dropped')
    })
  }

  /** Whether this process answers it, to be asked before the first answer is sent: no other one does then. */
  async mayRespond(body: object): Promise<boolean> {
    const id = idOf(body)
    return id === undefined || this.#claims.mayRespond(id)
  }
}

function idOf(body: unknown): string | undefined {
  const { event_id: event, trigger_id: trigger } = ids.safeParse(body).data ?? {}
  const id = event ?? trigger
  return id === undefined ? undefined : `slack/${id}`
}
