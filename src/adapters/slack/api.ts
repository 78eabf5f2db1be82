import { type Logger, WebClient } from '@slack/web-api'
import type { Clock } from '../../domain/clock.ts'
import { minuteMs } from '../../domain/duration.ts'
import { type ExpectedError, PlatformBusy } from '../../domain/errors.ts'
import type { MetricsRecorder } from '../../domain/metrics.ts'
import type { PlatformClock, Priority } from '../../domain/platform.ts'
import { steadyClock } from '../../lib/clock.ts'
import type { CallPermit } from '../rate-limit/keyed-queue.ts'
import { RateLimitedQueue } from '../rate-limit/rate-limited-queue.ts'
import { retryWhenRateLimited } from '../rate-limit/retry.ts'
import { ResponseClock } from '../shared/platform-clock.ts'
import { isTokenRefused, slackError, type TokenVariable } from './errors.ts'
import { SlackRateLimits } from './rate-limits.ts'

/** Longer than the slowest answers seen, shorter than an admin would wait for the bot to stop. In milliseconds. */
const timeoutMs = 20_000

/**
 * How long after it was sent a request may still be acted upon, in milliseconds. Slack is behind CloudFront, which waits
 * at most this long for the server that it has passed a request to, whether our side still waits or not:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CustomOriginConfig.html
 */
const settlesAfterMs = minuteMs

type Body = Readonly<Record<string, unknown>>

/** The Web API with one token. A call is repeated only if Slack rejected it because of a rate limit. */
export interface SlackApi {
  /** Resolves when the rate limits allow the call. Throws `TokenRefused`. */
  acquire(method: string, body: Body): Promise<CallPermit>
  /**
   * Throws the SDK's own errors, for callers that need the code, or an `ExpectedError`. With a permit, the call is made at
   * once and never repeated; the permit is released.
   */
  send(method: string, body: Body, permit?: CallPermit): Promise<Body>
  /** Throws an `ExpectedError`. */
  call(method: string, body: Body): Promise<Body>
  /** The same API, for calls of another priority. */
  as(priority: Priority): SlackApi
  readonly time: PlatformClock
}

export interface ApiOptions {
  readonly token: string
  readonly variable: TokenVariable
  readonly apiUrl: string
  readonly logger: Logger
  readonly clock?: Clock | undefined
  readonly metrics?: MetricsRecorder | undefined
}

/** The API for scheduled posts; `as` gives it for answers and edits. All share the same limits. */
export function createApi(options: ApiOptions): SlackApi {
  const { variable, clock = steadyClock, metrics } = options
  const time: ResponseClock = new ResponseClock(settlesAfterMs, () => withPriority('answer').call('auth.test', {}))
  const client = clientOf(options, time)
  const limits = new SlackRateLimits(new RateLimitedQueue({ platform: 'slack', clock, metrics }))
  // Once Slack has refused the token, no request is sent with it.
  let refused: ExpectedError | undefined

  async function request(method: string, body: Body, permit: CallPermit): Promise<Body> {
    try {
      if (refused) throw refused
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
    } finally {
      permit.release()
    }
  }

  function withPriority(priority: Priority): SlackApi {
    const acquire: SlackApi['acquire'] = async (method, body) => {
      const permit = await limits.acquire(method, body, priority)
      if (!refused) return permit
      permit.release()
      throw refused
    }
    const send: SlackApi['send'] = (method, body, permit) =>
      permit
        ? request(method, body, permit)
        : retryWhenRateLimited(async () => request(method, body, await acquire(method, body)))
    return {
      acquire,
      send,
      call: async (method, body) => {
        try {
          return await send(method, body)
        } catch (error) {
          throw slackError(error, String(body.channel ?? ''), variable)
        }
      },
      as: withPriority,
      time,
    }
  }
  return withPriority('post')
}

function clientOf({ token, apiUrl, logger }: ApiOptions, time: ResponseClock): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    logger,
    timeout: timeoutMs,
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      time.observe(response.headers)
      return response
    },
    // The SDK would repeat a request after a lost answer, and so post a message twice.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // Our own queue paces calls; in the SDK's, channels that do not answer would delay all others.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
  })
}
