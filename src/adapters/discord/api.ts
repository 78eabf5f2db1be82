import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import { type ExpectedError, TokenRefused } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { MetricsRecorder } from '../../domain/metrics.ts'
import type { Priority } from '../../domain/priority.ts'
import { steadyClock } from '../../lib/clock.ts'
import { RateLimitedQueue } from '../rate-limit/call-scheduler.ts'
import { retryWhenRateLimited } from '../rate-limit/retry.ts'
import { discordError } from './errors.ts'
import { countRequests, observeRateLimits } from './rate-limit-headers.ts'
import { DiscordRateLimits } from './rate-limits.ts'

/** In milliseconds. */
const timeoutMs = 15_000

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH'

interface CallOptions {
  readonly body?: Readonly<Record<string, unknown>> | readonly object[]
  readonly query?: Readonly<Record<string, string>>
  /** The path itself is the permission: that of an interaction. No limit of ours counts it. */
  readonly isAnonymous?: boolean
  /** Awaited when its turn has come, right before the call is made. */
  readonly begin?: (() => Promise<void>) | undefined
}

/** The bot's way into the REST API: each call is one request, never repeated unless Discord said that it was too early. */
export interface DiscordApi {
  /** Throws the SDK's own errors, for callers who want to look at the code, or an `ExpectedError`. */
  send(verb: HttpMethod, path: `/${string}`, options?: CallOptions): Promise<unknown>
  /** Throws an `ExpectedError`. */
  call(verb: HttpMethod, path: `/${string}`, options?: CallOptions): Promise<unknown>
  /** The bot's own user id. Throws an `ExpectedError`. */
  ownId(): Promise<string>
  /** The same way, for calls of another priority. */
  as(priority: Priority): DiscordApi
  /** How the SDK makes the calls that it thinks of by itself, within the same limits. */
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

/** The way for what is scheduled; `as` gives those for answers and edits. All keep to the same limits. */
export function createApi(options: ApiOptions): DiscordApi {
  const { clock = steadyClock, metrics } = options
  const limits = new DiscordRateLimits(new RateLimitedQueue({ platform: 'discord', clock, metrics }))
  const rest = restOf(options, limits, clock)
  const makeRequest = countRequests(DefaultRestOptions.makeRequest, baseOf(options), limits)
  // After a 401 the SDK forgets the token and every call ends in a complaint about that.
  let refused: ExpectedError | undefined
  let me: string | undefined

  async function request(verb: HttpMethod, path: `/${string}`, { body, query, isAnonymous, begin }: CallOptions) {
    if (refused) throw refused
    await begin?.()
    try {
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
    }
  }

  function withPriority(priority: Priority): DiscordApi {
    const send: DiscordApi['send'] = (verb, path, options = {}) => {
      const make = () => request(verb, path, options)
      return options.isAnonymous ? make() : retryWhenRateLimited(() => limits.run({ verb, path }, priority, make))
    }
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
    return { send, call, ownId, as: withPriority, makeRequest, close: () => close(rest) }
  }
  return withPriority('post')
}

/** The SDK with its own pacing out of the way: it knows no priorities, and counts answers to readers among the rest. */
function restOf(options: ApiOptions, limits: DiscordRateLimits, clock: Clock): REST {
  const { token, apiUrl, log } = options
  const api = apiUrl.replace(/\/$/, '')
  return new REST({
    api,
    timeout: timeoutMs,
    // The SDK would send a message again after a lost answer.
    retries: 0,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    offset: 0,
    makeRequest: observeRateLimits(DefaultRestOptions.makeRequest, baseOf(options), limits, log, clock),
  }).setToken(token)
}

/** What the paths of all calls begin with. */
function baseOf({ apiUrl }: ApiOptions): string {
  return `${new URL(apiUrl).pathname.replace(/\/$/, '')}/v10`
}

function close(rest: REST): void {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}
