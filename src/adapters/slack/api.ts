import { type Logger, WebClient } from '@slack/web-api'
import type { Clock } from '../../domain/clock.ts'
import { type ExpectedError, PlatformBusy } from '../../domain/errors.ts'
import type { MetricsRecorder } from '../../domain/metrics.ts'
import type { Priority } from '../../domain/priority.ts'
import { steadyClock } from '../../lib/clock.ts'
import { RateLimitedQueue } from '../rate-limit/call-scheduler.ts'
import { retryWhenRateLimited } from '../rate-limit/retry.ts'
import { isTokenRefused, slackError, type TokenVariable } from './errors.ts'
import { SlackRateLimits } from './rate-limits.ts'

/** Above the slowest answers seen, and below the patience of an admin who stops the bot. In milliseconds. */
const timeoutMs = 20_000

type Body = Readonly<Record<string, unknown>>

/** Awaited when the turn of a call has come, right before it is made. */
export type Begin = () => Promise<void>

/** One token's way into the Web API: each call is one request, never repeated unless Slack said that it was too early. */
export interface SlackApi {
  /** Throws the SDK's own errors, for callers who want to look at the code, or an `ExpectedError`. */
  send(method: string, body: Body, begin?: Begin): Promise<Body>
  /** Throws an `ExpectedError`. */
  call(method: string, body: Body): Promise<Body>
  /** The same way, for calls of another priority. */
  as(priority: Priority): SlackApi
}

export interface ApiOptions {
  readonly token: string
  readonly variable: TokenVariable
  readonly apiUrl: string
  readonly logger: Logger
  readonly clock?: Clock | undefined
  readonly metrics?: MetricsRecorder | undefined
}

/** The way for what is scheduled; `as` gives those for answers and edits. All keep to the same limits. */
export function createApi(options: ApiOptions): SlackApi {
  const { variable, clock = steadyClock, metrics } = options
  const client = clientOf(options)
  const limits = new SlackRateLimits(new RateLimitedQueue({ platform: 'slack', clock, metrics }))
  // Once Slack does not accept the token any more, it is asked nothing else with it.
  let refused: ExpectedError | undefined

  async function request(method: string, body: Body, begin?: Begin): Promise<Body> {
    if (refused) throw refused
    await begin?.()
    try {
      return { ...(await client.apiCall(method, { ...body })) }
    } catch (error) {
      const meaning = slackError(error, String(body.channel ?? ''), variable)
      if (isTokenRefused(error)) {
        refused = meaning
        limits.disable()
      }
      if (!(meaning instanceof PlatformBusy)) throw error
      limits.onRateLimited(method, body, meaning.retryAfterMs)
      throw meaning
    }
  }

  function withPriority(priority: Priority): SlackApi {
    const send: SlackApi['send'] = (method, body, begin) =>
      retryWhenRateLimited(() => limits.run(method, body, priority, () => request(method, body, begin)))
    return {
      send,
      call: async (method, body) => {
        try {
          return await send(method, body)
        } catch (error) {
          throw slackError(error, String(body.channel ?? ''), variable)
        }
      },
      as: withPriority,
    }
  }
  return withPriority('post')
}

function clientOf({ token, apiUrl, logger }: ApiOptions): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    logger,
    timeout: timeoutMs,
    // The SDK would send a message again after a lost answer, and so post it twice.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // The pace decides who goes when; in the SDK's own queue, channels that do not answer would hold up all others.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
  })
}
