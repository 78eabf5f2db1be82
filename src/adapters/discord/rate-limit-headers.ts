import type { RESTOptions } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import { PlatformBusy } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { InvalidRequests } from './invalid-requests.ts'
import type { DiscordRateLimits, Route } from './rate-limits.ts'

type MakeRequest = RESTOptions['makeRequest']
type Answer = Awaited<ReturnType<MakeRequest>>

/** How long to wait where Discord does not say, in milliseconds. */
const busyMs = 60_000

const tooMany = z.object({ retry_after: z.number().positive(), global: z.boolean().optional() })

/**
 * Makes requests as the SDK does, and lets the limits hear what every answer says about them. Being told to wait is
 * thrown as `PlatformBusy`: the SDK would wait by itself, or ask again at once where it is not told how long.
 */
export function observeRateLimits(
  make: MakeRequest,
  base: string,
  limits: DiscordRateLimits,
  log: Log,
  clock: Clock,
): MakeRequest {
  const refusals = new InvalidRequests(() => clock.now())
  return async (url, init) => {
    const route = routeOf(url, init, base)
    const answer = await make(url, init)
    const headers = answer.headers as Headers
    limits.note(route, headers)
    const silentMs = refusals.note(answer.status, headers)
    if (silentMs !== undefined) {
      limits.holdAll(silentMs)
      log.error(
        { platform: 'discord', forMs: silentMs },
        'Discord refused too many requests: asking nothing for a while',
      )
    }
    if (answer.status !== 429) return answer
    const { ms, everywhere } = await waitIn(answer)
    limits.onRateLimited(route, ms, everywhere)
    throw new PlatformBusy('Discord', ms)
  }
}

/** Makes the requests that the SDK thinks of by itself, at login for instance: Discord counts them like ours. */
export function countRequests(make: MakeRequest, base: string, limits: DiscordRateLimits): MakeRequest {
  return (url, init) => {
    const route = routeOf(url, init, base)
    return limits.run(route, 'answer', async () => {
      const answer = await make(url, init)
      limits.note(route, answer.headers as Headers)
      return answer
    })
  }
}

function routeOf(url: string, init: Parameters<MakeRequest>[1], base: string): Route {
  return { verb: init.method ?? 'GET', path: new URL(url).pathname.slice(base.length) }
}

async function waitIn(answer: Answer): Promise<{ ms: number; everywhere: boolean }> {
  const { success, data } = tooMany.safeParse(await answer.json().catch(() => undefined))
  // The wall in front of Discord says it in the header only.
  const seconds = success ? data.retry_after : Number(answer.headers.get('retry-after'))
  const ms = seconds > 0 ? Math.ceil(seconds * 1000) : busyMs
  return { ms, everywhere: (success && data.global) || answer.headers.get('x-ratelimit-global') !== null }
}
