import { REST } from 'discord.js'
import { z } from 'zod'
import { type ExpectedError, TokenRefused } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { discordError } from './errors.ts'

/** In milliseconds. */
const timeoutMs = 15_000

/** A wait that Discord asks for is waited out up to this long, in milliseconds; a longer one is the caller's business. */
const patienceMs = 5_000

/** Discord blocks an address after 10,000 refused requests in ten minutes. */
const refusalsBeforeWarning = 500

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH'

interface CallOptions {
  readonly body?: Readonly<Record<string, unknown>> | readonly object[]
  readonly query?: Readonly<Record<string, string>>
  /** The path itself is the permission: that of an interaction. */
  readonly isAnonymous?: boolean
}

/** The bot's way into the REST API: each call is one request, never repeated unless Discord said that it was too early. */
export interface DiscordApi {
  /** Throws the SDK's own errors, for callers who want to look at the code, or `TokenRefused`. */
  send(verb: Verb, path: `/${string}`, options?: CallOptions): Promise<unknown>
  /** Throws an `ExpectedError`. */
  call(verb: Verb, path: `/${string}`, options?: CallOptions): Promise<unknown>
  /** The bot's own user id. Throws an `ExpectedError`. */
  ownId(): Promise<string>
  close(): void
}

const self = z.object({ id: z.string() })

export function createApi(token: string, apiUrl: string, log: Log): DiscordApi {
  const rest = new REST({
    api: apiUrl.replace(/\/$/, ''),
    timeout: timeoutMs,
    // The SDK would send a message again after a lost answer.
    retries: 0,
    // Without `Retry-After` it would send it again at once, and again.
    rejectOnRateLimit: ({ retryAfter }) => retryAfter <= 0 || retryAfter > patienceMs,
    invalidRequestWarningInterval: refusalsBeforeWarning,
  }).setToken(token)
  rest.on('invalidRequestWarning', ({ count }) => log.warn({ platform: 'discord', count }, 'many refused requests'))

  // After a 401 the SDK forgets the token and every call ends in a complaint about that.
  let refused: ExpectedError | undefined

  const send: DiscordApi['send'] = async (verb, path, { body, query, isAnonymous } = {}) => {
    if (refused) throw refused
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
      if (meaning instanceof TokenRefused) refused = meaning
      throw error
    }
  }

  const call: DiscordApi['call'] = async (verb, path, options) => {
    try {
      return await send(verb, path, options)
    } catch (error) {
      throw discordError(error, /^\/channels\/(\d+)/.exec(path)?.[1] ?? '')
    }
  }

  let me: string | undefined
  return {
    send,
    call,
    ownId: async () => {
      me ??= self.parse(await call('GET', '/users/@me')).id
      return me
    },
    close: () => {
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
    },
  }
}
