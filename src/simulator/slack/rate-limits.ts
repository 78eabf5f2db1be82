import { minuteMs } from '../../domain/duration.ts'
import type { FaultForms } from '../http.ts'

/**
 * Calls a minute, and how many may come at once. Slack promises the first number "or more" and says that small
 * bursts are tolerated: https://docs.slack.dev/apis/web-api/rate-limits
 */
export const tiers = {
  one: { perMinute: 1, burst: 10 },
  two: { perMinute: 20, burst: 20 },
  three: { perMinute: 50, burst: 50 },
  four: { perMinute: 100, burst: 100 },
  /** `chat.postMessage`: one a second in each channel. */
  post: { perMinute: 60, burst: 3 },
  /** And "several hundred messages per minute" in a workspace; this is the least that it can mean. */
  posts: { perMinute: 300, burst: 30 },
} as const

/** The tier of each method, from its own page; a method that is not here is not limited. */
const tierOf: Readonly<Record<string, keyof typeof tiers>> = {
  'apps.connections.open': 'one',
  'bots.info': 'three',
  'chat.delete': 'three',
  'chat.postEphemeral': 'four',
  'chat.postMessage': 'post',
  'chat.update': 'three',
  'conversations.history': 'three',
  'conversations.info': 'three',
  'conversations.join': 'three',
  'conversations.list': 'two',
  'conversations.replies': 'three',
  'usergroups.users.list': 'two',
  'users.info': 'four',
  'views.open': 'four',
  'views.publish': 'four',
}

/** Buckets that fill with time: one for each method, for posting one in each channel and one over all. */
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>()
  readonly #now: () => number
  /** The number of calls that were made too early. */
  tooEarly = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** How long the caller must wait, in milliseconds; 0 when the call may go on. A refused call costs nothing. */
  take(method: string, channel: string): number {
    const name = tierOf[method]
    if (!name) return 0
    const buckets =
      name === 'post'
        ? [this.#bucket(`${method} ${channel}`, name), this.#bucket(method, 'posts')]
        : [this.#bucket(method, name)]
    const waitMs = Math.max(...buckets.map(({ tokens, perMinute }) => ((1 - tokens) * minuteMs) / perMinute))
    if (waitMs > 0) {
      this.tooEarly += 1
      return waitMs
    }
    for (const bucket of buckets) bucket.tokens -= 1
    return 0
  }

  /** The level of the bucket now. */
  #bucket(key: string, name: keyof typeof tiers): Bucket {
    const now = this.#now()
    const { perMinute, burst } = tiers[name]
    const known = this.#buckets.get(key) ?? { tokens: burst, at: now, perMinute }
    const tokens = Math.min(burst, known.tokens + ((now - known.at) * perMinute) / minuteMs)
    const bucket = { tokens, at: now, perMinute }
    this.#buckets.set(key, bucket)
    return bucket
  }
}

interface Bucket {
  tokens: number
  readonly at: number
  readonly perMinute: number
}

/** Slack's response to a call that was made too early: https://docs.slack.dev/apis/web-api/rate-limits */
export function ratelimited(retryAfterMs: number): Response {
  const headers = { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }
  return Response.json({ ok: false, error: 'ratelimited' }, { status: 429, headers })
}

export const faultForms: FaultForms = {
  busy: ({ retryAfterMs, bare }) => (bare ? new Response('', { status: 429 }) : ratelimited(retryAfterMs)),
  error: (status) => new Response('', { status }),
}
