import { createHash } from 'node:crypto'

interface Window {
  used: number
  readonly resetsAt: number
}

interface Limit {
  readonly most: number
  readonly withinMs: number
}

/** The rate-limit headers of a call, and how long it must wait if it came too soon. */
interface Permit {
  readonly headers: Readonly<Record<string, string>>
  readonly blocked?: { readonly retryAfterMs: number; readonly global: boolean }
}

/** topics/rate-limits, "Global Rate Limit": answers to interactions are exempt. */
const globalLimit: Limit = { most: 50, withinMs: 1000 }
/** Discord publishes no limits for routes; these are the ones in its headers. */
const routeLimits: Readonly<Record<string, Limit>> = {
  'POST /channels/*/messages': { most: 5, withinMs: 5000 },
  'PATCH /channels/*/messages/*': { most: 5, withinMs: 5000 },
}
const otherLimit: Limit = { most: 30, withinMs: 5000 }
/** The limit of each webhook, and of the responses to an interaction after the first; only headers tell it: discord-api-docs issue 6753. */
const webhookLimit: Limit = { most: 5, withinMs: 2000 }

/** topics/rate-limits: one bucket for each route and channel, guild or webhook, and one over all. */
export class RateLimits {
  readonly #windows = new Map<string, Window>()
  /** The number of calls that were made too early. */
  tooEarly = 0

  /** Counts a call. A blocked call is not counted, so retries do not extend the limit. */
  take(verb: string, path: string): Permit {
    if (path.startsWith('/interactions/')) return { headers: {} }
    const webhook = /^\/webhooks\/[^/]+\/[^/]+/.exec(path)?.[0]
    if (webhook) return this.#count('/webhooks/*/*', webhook, webhookLimit)
    const whole = this.#window('', globalLimit)
    if (whole.used >= globalLimit.most) return this.#blocked(whole, true, {})
    whole.used += 1
    const route = routeOf(verb, path)
    return this.#count(route, `${route} ${majorOf(path)}`, routeLimits[route] ?? otherLimit)
  }

  #count(route: string, key: string, limit: Limit): Permit {
    const window = this.#window(key, limit)
    const isOver = window.used >= limit.most
    if (!isOver) window.used += 1
    const headers = headersOf(route, limit, window)
    return isOver ? this.#blocked(window, false, headers) : { headers }
  }

  #blocked(window: Window, global: boolean, headers: Permit['headers']): Permit {
    this.tooEarly += 1
    return { headers, blocked: { retryAfterMs: Math.max(window.resetsAt - Date.now(), 1), global } }
  }

  #window(key: string, { withinMs }: Limit): Window {
    const now = Date.now()
    const current = this.#windows.get(key)
    if (current && current.resetsAt > now) return current
    const window = { used: 0, resetsAt: now + withinMs }
    this.#windows.set(key, window)
    return window
  }
}

function headersOf(route: string, { most }: Limit, { used, resetsAt }: Window): Permit['headers'] {
  return {
    'X-RateLimit-Limit': String(most),
    'X-RateLimit-Remaining': String(most - used),
    'X-RateLimit-Reset': (resetsAt / 1000).toFixed(3),
    'X-RateLimit-Reset-After': (Math.max(resetsAt - Date.now(), 1) / 1000).toFixed(3),
    // A route has one name for all channels.
    'X-RateLimit-Bucket': createHash('sha256').update(route).digest('hex').slice(0, 32),
  }
}

function routeOf(verb: string, path: string): string {
  return `${verb} ${path.replaceAll(/(?<=\/)\d+(?=\/|$)/g, '*')}`
}

function majorOf(path: string): string {
  return /^\/(?:channels|guilds)\/(\d+)/.exec(path)?.[1] ?? ''
}
