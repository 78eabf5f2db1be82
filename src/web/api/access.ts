import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Log } from '../../domain/log.ts'
import { steadyClock } from '../../lib/clock.ts'
import { Attempts } from '../login/attempts.ts'
import type { ReadClient } from '../login/client.ts'
import { errorAnswer } from './answers.ts'

interface AccessOptions {
  /** Without it, the API is off. */
  readonly token: string | undefined
  readonly readClient: ReadClient
  readonly log?: Log | undefined
  /** A monotonic clock, in milliseconds. */
  readonly now?: () => number
}

/**
 * Access control by a token (timing-safe, with a rate limit for wrong tokens). Requests of other sites, which a browser
 * would send, are rejected before the token is compared.
 */
export function requireToken({ token, readClient, log, now = steadyClock.now }: AccessOptions): MiddlewareHandler {
  const attempts = new Attempts()
  return async (context, next) => {
    if (token === undefined) {
      return errorAnswer(context, 404, 'The API is off.', 'Set API_TOKEN where the bot runs; see docs/elsewhere.md.')
    }
    if (isForeign(context)) {
      return errorAnswer(
        context,
        403,
        'A page of another site sent this.',
        'Call the API from a program, not from a page.',
      )
    }
    const [, given] = /^Bearer +([^\s]+) *$/i.exec(context.req.header('authorization') ?? '') ?? []
    if (given === undefined) {
      context.header('www-authenticate', 'Bearer realm="morning-post"')
      return errorAnswer(context, 401, 'There is no token.', 'Send the header `Authorization: Bearer TOKEN`.')
    }
    const { address } = readClient(context)
    const waitMs = attempts.begin(address, now())
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1_000)
      context.header('retry-after', String(seconds))
      return errorAnswer(context, 429, 'Too many wrong tokens came from there.', `Try again in ${seconds} seconds.`)
    }
    if (!isSame(given, token)) {
      log?.warn({ reason: address }, 'a wrong token was given for the API')
      context.header('www-authenticate', 'Bearer realm="morning-post", error="invalid_token"')
      return errorAnswer(context, 401, 'That is not the token.', 'Send the value of API_TOKEN where the bot runs.')
    }
    attempts.succeed(address)
    return next()
  }
}

/** Compares in constant time, whatever the lengths are. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/** Browsers name the site that a request comes from; programs send no such header. */
function isForeign(context: Context): boolean {
  const origin = context.req.header('origin')
  if (origin !== undefined && URL.parse(origin)?.host !== context.req.header('host')) return true
  const site = context.req.header('sec-fetch-site')
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
