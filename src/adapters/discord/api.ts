import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import { type ExpectedError, TokenRefused } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { MetricsRecorder } from '../../domain/metrics.ts'
import type { PlatformClock, Priority } from '../../domain/platform.ts'
import { steadyClock } from '../../lib/clock.ts'
import type { CallPermit } from '../rate-limit/keyed-queue.ts'
import { RateLimitedQueue } from '../rate-limit/rate-limited-queue.ts'
import { retryWhenRateLimited } from '../rate-limit/retry.ts'
import { ResponseClock } from '../shared/platform-clock.ts'
import { discordError } from './errors.ts'
import { countRequests, observeRateLimits } from './rate-limit-headers.ts'
import { DiscordRateLimits } from './rate-limits.ts'

/** In milliseconds. */
const timeoutMs = 15_000

/**
 * How long after it was sent a request may still be acted upon, in milliseconds. Discord is behind Cloudflare, which
 * waits this long for the server that it has passed a request to, whether our side still waits or not:
 * https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-524/
 */
const settlesAfterMs = 100_000

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH'

interface CallOptions {
  readonly body?: Readonly<Record<string, unknown>> | readonly object[]
  readonly query?: Readonly<Record<string, string>>
  /** The path itself authorizes the call: that of an interaction. It counts against no limit. */
  readonly isAnonymous?: boolean
  /** The call is made at once with it and never repeated; the permit is released. */
  readonly permit?: CallPermit | undefined
}

/** The REST API with the bot's token. A call is repeated only if Discord rejected it because of a rate limit. */
export interface DiscordApi {
  /** Resolves when the rate limits allow the call. Throws `TokenRefused`. */
  acquire(verb: HttpMethod, path: `/${string}`): Promise<CallPermit>
  /** Throws the SDK's own errors, for callers that need the code, or an `ExpectedError`. */
  send(verb: HttpMethod, path: `/${string}`, options?: CallOptions): Promise<unknown>
  /** Throws an `ExpectedError`. */
  call(verb: HttpMethod, path: `/${string}`, options?: CallOptions): Promise<unknown>
  /** The bot's own user id. Throws an `ExpectedError`. */
  ownId(): Promise<string>
  /** The same API, for calls of another priority. */
  as(priority: Priority): DiscordApi
  readonly time: PlatformClock
  /** For the SDK's own requests, within the same limits. */
  readonly makeRequest: RESTOptions['makeRequest']
  close(): void
}

export interface ApiOptions {
  readonly token: string
  readonly apiUrl: string
  readonly log: Log
  readonly clock?: Clock | undefined
  readonly metrics?: MetricsRecorder | undefined
}

const self = z.object({ id: z.string() })

/** The API for scheduled posts; `as` gives it for answers and edits. All share the same limits. */
export function createApi(options: ApiOptions): DiscordApi {
  const { clock = steadyClock, metrics } = options
  const limits = new DiscordRateLimits(new RateLimitedQueue({ platform: 'discord', clock, metrics }))
  const askTime = () => withPriority('answer').call('GET', '/users/@me')
  const time: ResponseClock = new ResponseClock(settlesAfterMs, askTime)
  const rest = restOf(options, limits, clock, time)
  const makeRequest = countRequests(DefaultRestOptions.makeRequest, baseOf(options), limits)
  // After a 401 the SDK forgets the token, and every further call would throw an error about that.
  let refused: ExpectedError | undefined
  let me: string | undefined

  async function request(verb: HttpMethod, path: `/${string}`, options: CallOptions) {
    const { body, query, isAnonymous, permit } = options
    try {
      if (refused) throw refused
      return await rest.request({
        method: verb as Parameters<typeof rest.request>[0]['method'],
        fullRoute: path,
        ...(body && { body }),
        ...(query && { query: new URLSearchParams(query) }),
        ...(isAnonymous && { auth: false }),
      })
    } catch (error) {
      const meaning = discordError(error, '')
      if (meaning instanceof TokenRefused) {
        refused = meaning
        limits.disable()
      }
      throw error
    } finally {
      permit?.release()
    }
  }

  function withPriority(priority: Priority): DiscordApi {
    const acquire: DiscordApi['acquire'] = async (verb, path) => {
      const permit = await limits.acquire({ verb, path }, priority)
      if (!refused) return permit
      permit.release()
      throw refused
    }
    const send: DiscordApi['send'] = (verb, path, options = {}) =>
      options.isAnonymous || options.permit
        ? request(verb, path, options)
        : retryWhenRateLimited(async () => request(verb, path, { ...options, permit: await acquire(verb, path) }))
    const call: DiscordApi['call'] = async (verb, path, options) => {
      try {
        return await send(verb, path, options)
      } catch (error) {
        throw discordError(error, /^\/channels\/(\d+)/.exec(path)?.[1] ?? '')
      }
    }
    const ownId = async () => {
      me ??= self.parse(await call('GET', '/users/@me')).id
      return me
    }
    return { acquire, send, call, ownId, as: withPriority, time, makeRequest, close: () => close(rest) }
  }
  return withPriority('post')
}

/** The SDK without its own pacing, which knows no priorities and counts answers to readers like other calls. */
function restOf(options: ApiOptions, limits: DiscordRateLimits, clock: Clock, time: ResponseClock): REST {
  const { token, apiUrl, log } = options
  const api = apiUrl.replace(/\/$/, '')
  const make: RESTOptions['makeRequest'] = async (url, init) => {
    const response = await DefaultRestOptions.makeRequest(url, init)
    time.observe(response.headers)
    return response
  }
  return new REST({
    api,
    timeout: timeoutMs,
    // The SDK would repeat a request after a lost answer.
    retries: 0,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    offset: 0,
    makeRequest: observeRateLimits(make, baseOf(options), limits, log, clock),
  }).setToken(token)
}

/** The prefix of all paths. */
function baseOf({ apiUrl }: ApiOptions): string {
  return `${new URL(apiUrl).pathname.replace(/\/$/, '')}/v10`
}

function close(rest: REST): void {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}
