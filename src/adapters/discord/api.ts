import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import { minuteMs } from '../../domain/duration.ts'
import {
  DestinationRefused,
  type ExpectedError,
  PlatformBusy,
  RefusedForNow,
  TokenRefused,
} from '../../domain/errors.ts'
import type { PlatformClock, Priority } from '../../domain/platform.ts'
import { failureReason } from '../../i18n/failures.ts'
import { steadyClock } from '../../lib/clock.ts'
import { guardedSignal, sendGuarded } from '../../lib/request-guard.ts'
import { retry } from '../../lib/retry.ts'
import type { CallPermit } from '../rate-limit/keyed-queue.ts'
import { RateLimitedQueue } from '../rate-limit/rate-limited-queue.ts'
import { retryWhenRateLimited } from '../rate-limit/retry.ts'
import type { ConnectionContext } from '../shared/connection-context.ts'
import { ResponseClock } from '../shared/platform-clock.ts'
import { RetryWindow } from '../shared/retry-window.ts'
import { TokenCheck } from '../shared/token-check.ts'
import { discordError } from './errors.ts'
import { toImageError } from './image-error.ts'
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

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface CallOptions {
  readonly body?: Readonly<Record<string, unknown>> | readonly object[]
  readonly query?: Readonly<Record<string, string>>
  /** The path authorizes the call, as that of an interaction does. It does not count against the bot's limits. */
  readonly isAnonymous?: boolean
  /** The call is made at once with it and never repeated; the permit is released. */
  readonly permit?: CallPermit | undefined
}

export interface DiscordOptions extends ConnectionContext {
  readonly token: string
  /** Base URL of the REST API, without a version, e.g. `https://discord.com/api`. */
  readonly apiUrl: string
}

/** The options that the API needs. */
export type ApiOptions = Omit<DiscordOptions, 'vocabulary' | 'handler'>

/** The REST API with the bot's token. Everything throws an `ExpectedError`. */
export interface DiscordApi {
  /** Resolves when the rate limits allow the call. Throws `TokenRefused`. */
  acquire(verb: HttpMethod, path: `/${string}`): Promise<CallPermit>
  /** Makes a call; it is repeated only if Discord rejected it because of a rate limit. */
  call(verb: HttpMethod, path: `/${string}`, options?: CallOptions): Promise<unknown>
  /** The bot's own user id. */
  ownId(): Promise<string>
  /** The same API for calls of another priority. */
  as(priority: Priority): DiscordApi
  readonly time: PlatformClock
}

/** The connection for one token, until it is closed. */
export interface DiscordSession {
  /** For scheduled posts; `as` gives it for answers and edits. All share the same limits. */
  readonly api: DiscordApi
  /** Asks Discord whose token it is, and allows calls again if it was refused before. */
  checkToken(): Promise<void>
  /** For the SDK's own requests, within the same limits. */
  readonly makeRequest: RESTOptions['makeRequest']
  close(): void
}

const self = z.object({ id: z.string() })

/** How long an answer to a reader waits for a rate limit, in milliseconds. */
const answerWaitMs = minuteMs

export function openSession(options: ApiOptions): DiscordSession {
  const { clock = steadyClock, metrics } = options
  const limits = new DiscordRateLimits(
    new RateLimitedQueue({ platform: 'discord', clock, metrics }),
    (most) => options.machines?.partOf('discord', most) ?? most,
  )
  const askTime = () => withPriority('answer').call('GET', '/users/@me')
  const time: ResponseClock = new ResponseClock(options.settlesAfterMs ?? settlesAfterMs, askTime)
  const rest = restOf(options, limits, clock, time)
  const makeRequest = countRequests(DefaultRestOptions.makeRequest, baseOf(options), limits)
  const retryWindow = new RetryWindow(() => clock.now(), options.refusals)
  const tokenCheck = new TokenCheck('discord', checkToken, () => limits.disable())
  let me: string | undefined

  // The SDK would forget its own token after a 401, also for the calls beside it.
  const headers = { authorization: `Bot ${options.token}` }

  async function request(verb: HttpMethod, path: `/${string}`, options: CallOptions) {
    const { body, query, isAnonymous, permit } = options
    try {
      if (permit) await tokenCheck.ready()
      const call = {
        method: verb as Parameters<typeof rest.request>[0]['method'],
        fullRoute: path,
        ...(body && { body }),
        ...(query && { query: new URLSearchParams(query) }),
        auth: false,
        ...(!isAnonymous && { headers }),
      }
      return await sendGuarded(() => rest.request(call))
    } catch (error) {
      const meaning = toImageError(discordError(error, channelIn(path)), body)
      throw await retryWindow.check(meaning, verb, path, body)
    } finally {
      permit?.release()
    }
  }

  /** Discord limits the answers to one interaction, too. */
  function requestPatiently(verb: HttpMethod, path: `/${string}`, options: CallOptions) {
    return retry(() => request(verb, path, options), {
      maxTries: 10,
      pauseAfter: (error) =>
        error instanceof PlatformBusy && error.retryAfterMs <= answerWaitMs ? error.retryAfterMs : undefined,
      wait: (ms) => clock.wait(ms),
    })
  }

  async function checkToken(): Promise<void> {
    try {
      me = self.parse(await request('GET', '/users/@me', {})).id
    } catch (error) {
      if (error instanceof TokenRefused) tokenCheck.refuse(error)
      throw error
    }
    tokenCheck.accept()
    limits.enable()
  }

  /** Tried again for an hour; then its destination is paused. */
  async function callRefused(cause: ExpectedError, verb: HttpMethod, path: string): Promise<ExpectedError> {
    const checked = await retryWindow.check(new RefusedForNow('Discord', '401', { cause }), verb, path, '401')
    if (checked instanceof RefusedForNow) return checked
    return new DestinationRefused(failureReason('discord-permission', channelIn(path) ?? '', '401'), { cause })
  }

  function withPriority(priority: Priority): DiscordApi {
    const acquire: DiscordApi['acquire'] = async (verb, path) => {
      const permit = await limits.acquire({ verb, path }, priority)
      if (!tokenCheck.refusal) return permit
      permit.release()
      throw tokenCheck.refusal
    }
    const queue: DiscordApi['call'] = (verb, path, options) =>
      retryWhenRateLimited(async () => request(verb, path, { ...options, permit: await acquire(verb, path) }))
    const call: DiscordApi['call'] = async (verb, path, options = {}) => {
      if (options.isAnonymous) return requestPatiently(verb, path, options)
      let own = options.permit
      const make = () => {
        const used = own
        own = undefined
        return used ? request(verb, path, options) : queue(verb, path, { ...options, permit: undefined })
      }
      return tokenCheck.attempt(make, {
        isScheduled: priority === 'post',
        refusalIn: (error) => (error instanceof TokenRefused ? error : undefined),
        wait: (ms) => clock.wait(ms),
        giveUp: (refusal) => callRefused(refusal, verb, path),
      })
    }
    const ownId = async () => {
      me ??= self.parse(await call('GET', '/users/@me')).id
      return me
    }
    return { acquire, call, ownId, as: withPriority, time }
  }
  return { api: withPriority('post'), checkToken, makeRequest, close: () => close(rest) }
}

function channelIn(path: string): string | undefined {
  return /^\/channels\/(\d+)/.exec(path)?.[1]
}

/** The SDK without its own pacing, which has no priorities and counts answers to readers like other calls. */
function restOf(options: ApiOptions, limits: DiscordRateLimits, clock: Clock, time: ResponseClock): REST {
  const { apiUrl, log } = options
  const api = apiUrl.replace(/\/$/, '')
  const make: RESTOptions['makeRequest'] = async (url, init) => {
    const response = await DefaultRestOptions.makeRequest(url, { ...init, ...guardedSignal(init.signal) })
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
  })
}

/** The prefix of all paths. */
function baseOf({ apiUrl }: Pick<DiscordOptions, 'apiUrl'>): string {
  return `${new URL(apiUrl).pathname.replace(/\/$/, '')}/v10`
}

function close(rest: REST): void {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}
