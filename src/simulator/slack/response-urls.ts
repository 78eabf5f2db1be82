import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { minuteMs } from '../../domain/duration.ts'
import type { SlackApiError } from '../../validators/slack/error.ts'
import { validateSlack } from '../../validators/slack/validate.ts'
import { Faults } from '../faults.ts'
import { answerUnder, callerOf, type HttpEnv } from '../http.ts'
import { readForm } from './form.ts'
import { withIds } from './ids.ts'
import { imageError } from './images.ts'
import type { Args } from './method.ts'
import { faultForms } from './rate-limits.ts'
import type { SlackState } from './state.ts'

// https://docs.slack.dev/interactivity/handling-user-interaction: five uses within thirty minutes.
const usesMax = 5
const lifeMs = 30 * minuteMs

interface Issued {
  readonly channel: string
  readonly user: string
  /** The message whose control was used. */
  readonly message?: string
  readonly at: number
  uses: number
}

/** The response URLs of interactions, and what is posted to them. */
export class ResponseUrls {
  readonly #issued = new Map<string, Issued>()
  readonly #state: SlackState
  readonly #complain: (complaint: string) => void
  readonly #now: () => number

  constructor(state: SlackState, complain: (complaint: string) => void, now: () => number) {
    this.#now = now
    this.#state = state
    this.#complain = complain
  }

  /** A new path for one interaction. */
  issue(about: Pick<Issued, 'channel' | 'user' | 'message'>): string {
    const path = `/actions/${this.#state.team.id}/${randomUUID()}`
    this.#issued.set(path, { ...about, at: this.#now(), uses: 0 })
    return path
  }

  /** The routes of the response URLs; faults name them `response_url`. */
  routes(faults = new Faults()): Hono<HttpEnv> {
    const app = new Hono<HttpEnv>()
    app.post(`/actions/${this.#state.team.id}/*`, async (c) => {
      const issued = this.#issued.get(c.req.path)
      if (!issued || this.#now() - issued.at > lifeMs) return c.json({ ok: false, error: 'expired_url' }, 404)
      if (issued.uses >= usesMax) return c.json({ ok: false, error: 'used_url' }, 404)
      issued.uses += 1
      const form = await readForm('response_url', c.req.raw)
      if (!form) return c.json({ ok: false, error: 'invalid_payload' }, 400)
      const act = () => {
        const error = this.answer(issued, form.args)
        return error ? c.json(error.body, 400) : c.text('ok')
      }
      const fault = faults.meet('response_url', { ...form.args, response_url: c.req.path }, callerOf(c))
      return answerUnder(fault, c, act, faultForms)
    })
    return app
  }

  /** Applies a body posted to a response URL, or returns Slack's error. */
  answer(to: Pick<Issued, 'channel' | 'user' | 'message'>, body: Args): SlackApiError | undefined {
    const error = validateSlack('response_url', body)
    if (error) this.#complain(`response_url: ${error.message}`)
    const refusal = error ?? imageError(body, this.#state)
    if (!refusal) this.#apply(to, body)
    return refusal
  }

  #apply({ channel, user, message }: Pick<Issued, 'channel' | 'user' | 'message'>, body: Args): void {
    const { text, blocks, metadata, thread_ts } = body
    const content = {
      text: typeof text === 'string' ? text : '',
      ...(Array.isArray(blocks) && { blocks: withIds(blocks) }),
    }
    if (message && body.replace_original === true) this.#state.change(channel, message, { blocks: [], ...content })
    else {
      this.#state.post({
        channel,
        user: this.#state.bot.id,
        ...content,
        ...(typeof thread_ts === 'string' && { threadTs: thread_ts }),
        ...(metadata ? { metadata } : {}),
        ...(body.response_type !== 'in_channel' && { ephemeralFor: user }),
      })
    }
  }
}
