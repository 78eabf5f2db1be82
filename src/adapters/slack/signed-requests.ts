import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { minuteMs } from '../../domain/duration.ts'
import { isValidSlackRequest } from './bolt.ts'

/**
 * How far the time of a request may be from this machine's clock, in milliseconds:
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
const windowMs = 5 * minuteMs

/** Slack repeats an event up to three times within this time: https://docs.slack.dev/apis/events-api#retries */
const keptMs = 15 * minuteMs

/** The capacity, far above the number of requests in that time, so that memory stays bounded. */
const keptMax = 50_000

/** Ids that Slack uses once: for each event, and for each use of a command or a control. */
interface RequestIds {
  readonly event_id?: string | undefined
  readonly trigger_id?: string | undefined
}

const notOurs =
  'its signature is not made with SLACK_SIGNING_SECRET: copy the Signing Secret of the app again, or the proxy changes the body'

/** Verifies the signatures of Slack's requests, and recognizes repeated ones (replays). */
export class SignedRequests {
  readonly #secrets: readonly string[]
  readonly #now: () => number
  /** The requests received, by their key, with the time when each is forgotten; oldest first. */
  readonly #seen = new Map<string, number>()

  /** Several secrets are accepted while one is being replaced by another. */
  constructor(secrets: readonly string[], now: () => number = Date.now) {
    this.#secrets = secrets
    this.#now = now
  }

  /** Why a request is rejected as not sent by Slack; undefined if it is accepted. */
  problemOf(headers: IncomingHttpHeaders, body: string): string | undefined {
    const { 'x-slack-signature': signature, 'x-slack-request-timestamp': seconds } = headers
    if (typeof signature !== 'string' || typeof seconds !== 'string')
      return 'it has no signature: Slack did not send it, or the proxy takes its headers away'
    if (!/^\d{1,12}$/.test(seconds)) return 'its time is no number'
    const ageMs = this.#now() - Number(seconds) * 1_000
    if (Math.abs(ageMs) > windowMs) {
      const apart = Math.round(Math.abs(ageMs) / 1_000)
      return `its time is ${apart} seconds ${ageMs > 0 ? 'behind' : 'ahead of'} the clock of this machine`
    }
    const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(seconds) }
    const isSigned = (signingSecret: string) =>
      isValidSlackRequest({ signingSecret, body, headers: signed, nowMilliseconds: this.#now() })
    return this.#secrets.some(isSigned) ? undefined : notOurs
  }

  /**
   * Whether this request was received before, perhaps with a new signature: the same body was sent again, or Slack
   * repeats an event or the use of a control because an answer was lost. The memory ends with the process; the ledger
   * knows earlier requests.
   */
  isRepeated(body: string, { event_id: event, trigger_id: trigger }: RequestIds): boolean {
    const now = this.#now()
    for (const [key, until] of this.#seen) {
      if (until > now && this.#seen.size <= keptMax) break
      this.#seen.delete(key)
    }
    const keys = [body, event, trigger].flatMap((text) => (text ? hashOf(text) : []))
    const isKnown = keys.some((key) => this.#seen.has(key))
    for (const key of keys) if (!this.#seen.has(key)) this.#seen.set(key, now + keptMs)
    return isKnown
  }
}

/** A hash has the same length whatever the sender chose. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
