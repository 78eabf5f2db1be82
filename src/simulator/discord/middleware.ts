import { STATUS_CODES } from 'node:http'
import type { Context, MiddlewareHandler } from 'hono'
import type { Json } from '../../lib/json.ts'
import { DiscordErrorResponse, failWith, serverError } from '../../validators/discord/error.ts'
import type { RateLimitFault } from '../faults.ts'
import { answerUnder, callerOf } from '../http.ts'
import type { DiscordContext, Env } from './context.ts'
import type { RateLimits } from './rate-limits.ts'

/** The prefix of the supported version of the API. */
export const apiPath = '/api/v10'
/** reference, "User Agent". */
const userAgent = /^DiscordBot \(\S+, \S+\)/
/** An interaction's token is in the path; no other authorization is needed. */
const ownAuthority = /^\/(interactions|webhooks)\//

/** Middleware of all calls: authorization, faults, rate limits. */
export function middleware(site: DiscordContext, limits: RateLimits | undefined): MiddlewareHandler<Env> {
  return async (context, next) => {
    const path = decodeURIComponent(context.req.path.slice(apiPath.length))
    authenticate(context, path, site.token)
    const body = await bodyOf(context, site)
    context.set('body', body)

    const fault = site.faults.meet(`${context.req.method} ${path}`, body, callerOf(context))
    const act = async () => {
      const { headers = {}, blocked } = limits?.take(context.req.method, path) ?? {}
      for (const [name, value] of Object.entries(headers)) context.header(name, value)
      if (blocked) return tooMany(context, { ...blocked, scope: blocked.global ? 'global' : 'user' })
      await next()
      return context.res
    }
    const answer = await answerUnder(fault, context, act, { busy: (busy) => tooMany(context, busy), error })
    // The response of a route is kept unless it is replaced explicitly.
    if (context.finalized && context.res !== answer) context.res = answer
    return answer
  }
}

function authenticate(context: Context<Env>, path: string, token: string): void {
  if (!userAgent.test(context.req.header('User-Agent') ?? '')) failWith(40333)
  if (ownAuthority.test(path) || context.req.header('Authorization') === `Bot ${token}`) return
  throw new DiscordErrorResponse({
    status: 401,
    body: { code: 0, message: '401: Unauthorized' },
    message: '401: Unauthorized',
  })
}

async function bodyOf(context: Context<Env>, site: DiscordContext): Promise<Json> {
  const text = await context.req.text()
  if (!text) return {}
  const type = context.req.header('Content-Type') ?? ''
  if (!type.startsWith('application/json')) {
    site.protocolErrors.push(
      `${context.req.method} ${context.req.path} came as "${type}"; only JSON is understood here`,
    )
    throw new DiscordErrorResponse(serverError(415, 'not JSON'))
  }
  try {
    return JSON.parse(text) as Json
  } catch {
    return failWith(50109)
  }
}

function tooMany(
  context: Context<Env>,
  { retryAfterMs, scope = 'user', bare }: Omit<RateLimitFault, 'type'>,
): Response {
  // The proxy in front of Discord answers like this: topics/rate-limits, "Invalid Request Limit".
  if (bare) return new Response('error code: 1015', { status: 429, headers: { 'Content-Type': 'text/plain' } })
  const seconds = retryAfterMs / 1000
  const global = scope === 'global'
  context.header('Retry-After', String(Math.ceil(seconds)))
  context.header('X-RateLimit-Scope', scope)
  if (global) context.header('X-RateLimit-Global', 'true')
  return context.json({ message: 'You are being rate limited.', retry_after: seconds, global }, 429)
}

function error(status: number): Response {
  return Response.json({ message: `${status}: ${STATUS_CODES[status] ?? 'Unknown'}`, code: 0 }, { status })
}
