import type { RESTOptions } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import { minuteMs } from '../../domain/duration.ts'
import { PlatformBusy } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { type DiscordRateLimits, InvalidRequests, type Route } from './rate-limits.ts'

type MakeRequest = RESTOptions['makeRequest']
type Answer = Awaited<ReturnType<MakeRequest>>

/** How long to wait if Discord does not say, in milliseconds. */
const defaultRetryAfterMs = minuteMs

const tooMany = z.object({ retry_after: z.number().positive(), global: z.boolean().optional() })

/**
 * Wraps the SDK's `makeRequest`: updates the limits from every response, and throws a 429 as `PlatformBusy`. The SDK
 * would wait and retry by itself, at once if the response does not say how long to wait.
 */
export function observeRateLimits(
  make: MakeRequest,
  base: string,
  limits: DiscordRateLimits,
  log: Log,
  clock: Clock,
): MakeRequest {
  const invalidRequests = new InvalidRequests(() => clock.now())
  return async (url, init) => {
    const route = routeOf(url, init, base)
    const answer = await make(url, init)
    const headers = answer.headers as Headers
    limits.update(route, headers)
    const pauseMs = invalidRequests.add(answer.status, headers)
    if (pauseMs !== undefined) {
      limits.pauseAll(pauseMs)
      log.error(
        { platform: 'discord', durationMs: pauseMs },
        'Discord refused too many requests: sending none for a while',
      )
    }
    if (answer.status !== 429) return answer
    const { ms, isGlobal } = await retryAfter(answer)
    limits.onRateLimited(route, ms, isGlobal)
    throw new PlatformBusy('Discord', ms)
  }
}

/** Wraps `makeRequest` for the SDK's own requests, such as those at login: Discord counts them like ours. */
export function countRequests(make: MakeRequest, base: string, limits: DiscordRateLimits): MakeRequest {
  return (url, init) => {
    const route = routeOf(url, init, base)
    return limits.run(route, 'answer', async () => {
      const answer = await make(url, init)
      limits.update(route, answer.headers as Headers)
      return answer
    })
  }
}

function routeOf(url: string, init: Parameters<MakeRequest>[1], base: string): Route {
  return { verb: init.method ?? 'GET', path: new URL(url).pathname.slice(base.length) }
}

async function retryAfter(answer: Answer): Promise<{ ms: number; isGlobal: boolean }> {
  const { success, data } = tooMany.safeParse(await answer.json().catch(() => undefined))
  // Cloudflare, in front of Discord, says it in the header only.
  const seconds = success ? data.retry_after : Number(answer.headers.get('retry-after'))
  const ms = seconds > 0 ? Math.ceil(seconds * 1000) : defaultRetryAfterMs
  return { ms, isGlobal: (success && data.global) || answer.headers.get('x-ratelimit-global') !== null }
}
