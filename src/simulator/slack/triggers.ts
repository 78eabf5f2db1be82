import { randomUUID } from 'node:crypto'
import { SlackErrorResponse } from '../../validators/slack/error.ts'

/** https://docs.slack.dev/interactivity/handling-user-interaction: a trigger can be used once, within three seconds. */
const triggerLifeMs = 3000
export class Triggers {
  readonly #issued = new Map<string, { readonly at: number; readonly user: string; used: boolean }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
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
    if (this.#now() - trigger.at > triggerLifeMs) throw new SlackErrorResponse('expired_trigger_id')
    trigger.used = true
    return trigger.user
  }
}
