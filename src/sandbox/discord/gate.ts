import { STATUS_CODES } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import type { FaultKind } from '../faults.ts'
import type { RateLimits } from './rate-limits.ts'
import { breakDown, Refused, stop } from './refusal.ts'
import type { Env, Json, Site } from './site.ts'

/** Where the one version of the API that we speak begins. */
export const apiPath = '/api/v10'
/** reference, "User Agent". */
const userAgent = /^DiscordBot \(\S+, \S+\)/
/** An interaction's token stands in the path and is all the authority that it needs. */
const ownAuthority = /^\/(interactions|webhooks)\//

/** What every call passes before a route sees it, and on its way back: who calls, faults, rate limits. */
export function gate(site: Site, limits: RateLimits | undefined): MiddlewareHandler<Env> {
  return async (context, next) => {
    const path = decodeURIComponent(context.req.path.slice(apiPath.length))
    authenticate(context, path, site.token)
    const body = await bodyOf(context, site)
    context.set('body', body)

    const fault = site.faults.meet(`${context.req.method} ${path}`, body)
    if (fault?.type === 'busy') return tooMany(context, fault.retryAfterMs, false)
    if (fault?.when === 'before') return strike(context, fault)

    const { headers = {}, blocked } = limits?.take(context.req.method, path) ?? {}
    for (const [name, value] of Object.entries(headers)) context.header(name, value)
    if (blocked) return tooMany(context, blocked.retryAfterMs, blocked.global)
    await next()
    if (fault) context.res = await strike(context, fault)
  }
}

function authenticate(context: Context<Env>, path: string, token: string): void {
  if (!userAgent.test(context.req.header('User-Agent') ?? '')) stop(40333)
  if (ownAuthority.test(path) || context.req.header('Authorization') === `Bot ${token}`) return
  throw new Refused({ status: 401, body: { code: 0, message: '401: Unauthorized' }, message: '401: Unauthorized' })
}

async function bodyOf(context: Context<Env>, site: Site): Promise<Json> {
  const text = await context.req.text()
  if (!text) return {}
  const type = context.req.header('Content-Type') ?? ''
  if (!type.startsWith('application/json')) {
    site.complaints.push(`${context.req.method} ${context.req.path} came as "${type}"; only JSON is understood here`)
    throw new Refused(breakDown(415, 'not JSON'))
  }
  try {
    return JSON.parse(text) as Json
  } catch {
    return stop(50109)
  }
}

function tooMany(context: Context<Env>, retryAfterMs: number, global: boolean): Response {
  const seconds = retryAfterMs / 1000
  context.header('Retry-After', String(Math.ceil(seconds)))
  context.header('X-RateLimit-Scope', global ? 'global' : 'user')
  if (global) context.header('X-RateLimit-Global', 'true')
  return context.json({ message: 'You are being rate limited.', retry_after: seconds, global }, 429)
}

async function strike(context: Context<Env>, fault: Exclude<FaultKind, { type: 'busy' }>): Promise<Response> {
  switch (fault.type) {
    case 'error': {
      const { status } = fault
      const message = `${status}: ${STATUS_CODES[status] ?? 'Unknown'}`
      return new Response(JSON.stringify({ message, code: 0 }), {
        status,
        headers: { 'Content-Type': 'application/json' },
      })
    }
    case 'reset':
      context.env.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    case 'hang':
      // The caller gives up, or the stand-in closes and takes the connection with it.
      return new Promise(() => {})
  }
}
