import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { parseJson } from '../../lib/json.ts'
import type { Faults } from '../faults.ts'
import type { AppConnection } from './context.ts'
import type { Envelope } from './socket-mode.ts'

/** How long Slack lets an app take to answer: https://docs.slack.dev/apis/events-api#responding */
const answerMs = 3000

/** When an event is sent again: almost at once, then after one and five minutes. https://docs.slack.dev/apis/events-api#retries */
const retryPausesMs = [0, 60_000, 300_000] as const

export interface RequestUrl {
  readonly url: string
  readonly signingSecret: string
  /** Before each time that an event is sent again, in milliseconds; Slack's own if absent. */
  readonly retryPausesMs?: readonly number[]
  /** How long the app may take to answer, in milliseconds; as long as Slack allows, if absent. */
  readonly answerWithinMs?: number
}

/** A defect in the signature of a request. */
interface SignatureFault {
  /** Signed with another secret. */
  readonly secret?: string
  /** Signed when the clock was this much behind, in milliseconds. */
  readonly ageMs?: number
  /** The body is changed after it was signed. */
  readonly body?: (signed: string) => string
}

/** The response to one request. */
interface AppAnswer {
  readonly status: number
  readonly text: string
}

/** Sends an app signed requests, as Slack does without Socket Mode. */
export class HttpDelivery implements AppConnection {
  readonly #url: RequestUrl
  readonly #faults: Faults

  constructor(url: RequestUrl, faults: Faults) {
    this.#url = url
    this.#faults = faults
  }

  /** Commands and the use of controls are sent once; their user sees an error. Events are sent again. */
  async deliver(envelope: Envelope): Promise<unknown> {
    const isEvent = envelope.type === 'events_api'
    const pauses = isEvent ? (this.#url.retryPausesMs ?? retryPausesMs) : []
    const answer = await this.#try(envelope, pauses)
    if (this.#faults.repeats(envelope.type, envelope.payload)) await this.#send(envelope, again(1, 'http_timeout'))
    return answer.text === '' ? undefined : (parseJson(answer.text) ?? answer.text)
  }

  /** Slack asks for the challenge when the address is saved. https://docs.slack.dev/reference/events/url_verification */
  async verifyUrl(): Promise<void> {
    const challenge = crypto.randomUUID()
    const { status, text } = await this.post(
      JSON.stringify({ token: 'simulator', challenge, type: 'url_verification' }),
    )
    const answered = parseJson(text) as { challenge?: unknown } | undefined
    if (status !== 200 || (text !== challenge && answered?.challenge !== challenge)) {
      throw new Error(`Your URL didn't respond with the value of the challenge parameter (${status})`)
    }
  }

  async #try(envelope: Envelope, pauses: readonly number[]): Promise<AppAnswer> {
    let reason = ''
    for (const [attempt, pauseMs] of [0, ...pauses].entries()) {
      if (attempt > 0) await wait(pauseMs, undefined, { ref: false })
      try {
        const answer = await this.#send(envelope, attempt > 0 ? again(attempt, reason) : {})
        if (answer.status >= 200 && answer.status < 300) return answer
        reason = 'http_error'
      } catch (error) {
        reason = error instanceof Error && error.name === 'TimeoutError' ? 'http_timeout' : 'connection_failed'
      }
    }
    throw new Error(`The app did not acknowledge: ${reason}`)
  }

  #send({ type, payload }: Envelope, headers: Record<string, string>): Promise<AppAnswer> {
    if (type === 'events_api') return this.post(JSON.stringify(payload), { headers })
    const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>)
    return this.post(new URLSearchParams(fields).toString(), { headers, type: 'application/x-www-form-urlencoded' })
  }

  /** One request. Rejects if there is no answer in time. */
  async post(
    body: string,
    { headers = {}, type = 'application/json', tampering = {} }: PostOptions = {},
  ): Promise<AppAnswer> {
    const { secret = this.#url.signingSecret, ageMs = 0, body: change = (signed: string) => signed } = tampering
    const seconds = Math.floor((Date.now() - ageMs) / 1_000)
    const response = await fetch(this.#url.url, {
      method: 'POST',
      headers: { 'Content-Type': type, ...signRequest(body, secret, seconds), ...headers },
      body: change(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(this.#url.answerWithinMs ?? answerMs),
    })
    return { status: response.status, text: await response.text() }
  }
}

interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly type?: string
  readonly tampering?: SignatureFault
}

function again(attempt: number, reason: string): Record<string, string> {
  return { 'X-Slack-Retry-Num': String(attempt), 'X-Slack-Retry-Reason': reason }
}

/** How Slack signs requests: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function signRequest(body: string, secret: string, seconds: number): Readonly<Record<string, string>> {
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')
  return { 'X-Slack-Request-Timestamp': String(seconds), 'X-Slack-Signature': `v0=${digest}` }
}
