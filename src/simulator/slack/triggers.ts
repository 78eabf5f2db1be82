import { randomUUID } from 'node:crypto'
import { SlackErrorResponse } from '../../validators/slack/error.ts'

/** https://docs.slack.dev/interactivity/handling-user-interaction: a trigger can be used once, within three seconds. */
const triggerLifeMs = 3000

export class Triggers {
  readonly #issued = new Map<string, { readonly at: number; readonly user: string; used: boolean }>()
  readonly #now: () => number
  readonly #lifeMs: number

  /** An app that may answer later than Slack allows may also use its triggers for longer. In milliseconds. */
  constructor(now: () => number, answerWithinMs = 0) {
    this.#now = now
    this.#lifeMs = Math.max(triggerLifeMs, answerWithinMs)
  }

  issue(user: string): string {
    const id = `${this.#now()}.${randomUUID()}`
    this.#issued.set(id, { at: this.#now(), user, used: false })
    return id
  }

  /** Uses the trigger and returns its user. */
  spend(id: string): string {
    const trigger = this.#issued.get(id)
    if (!trigger) throw new SlackErrorResponse('invalid_trigger_id')
    if (trigger.used) throw new SlackErrorResponse('exchanged_trigger_id')
    if (this.#now() - trigger.at > this.#lifeMs) throw new SlackErrorResponse('expired_trigger_id')
    trigger.used = true
    return trigger.user
  }
}
