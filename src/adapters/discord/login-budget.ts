import { z } from 'zod'
import { dayMs, hourMs } from '../../domain/duration.ts'
import type { Log } from '../../domain/log.ts'
import { systemClock } from '../../lib/clock.ts'
import type { LoginRecord } from '../shared/connection-context.ts'
import type { DiscordApi } from './api.ts'

/**
 * The share of the logins that Discord allows in 24 hours, 1,000 for most bots; beyond its limit, it resets the token:
 * https://docs.discord.com/developers/events/gateway#identifying
 */
const loginsShare = 0.5
const usualTotal = 1_000

/** https://docs.discord.com/developers/events/gateway#session-start-limit-object; `reset_after` in milliseconds. */
const gatewayInfo = z.object({
  session_start_limit: z.object({
    total: z.number().default(usualTotal),
    remaining: z.number(),
    reset_after: z.number(),
  }),
})

/** Keeps the bot below the number of logins that Discord allows in a day, also over restarts. */
export class LoginBudget {
  readonly #api: DiscordApi
  readonly #log: Log
  readonly #record: LoginRecord

  constructor(api: DiscordApi, log: Log, record: LoginRecord = inMemory()) {
    this.#api = api
    this.#log = log
    this.#record = record
  }

  /** Resolves when the bot may log in, or when it stops. */
  async wait(signal: AbortSignal): Promise<void> {
    for (let waitMs = await this.#waitMs(); waitMs > 0 && !signal.aborted; waitMs = await this.#waitMs()) {
      const fields = { platform: 'discord', retryAfterMs: waitMs }
      this.#log.error(fields, 'too many logins in 24 hours, waiting; messages can be posted meanwhile')
      await systemClock.wait(Math.min(waitMs, hourMs), signal)
    }
  }

  count(): void {
    this.#record.add(Date.now())
  }

  async #waitMs(): Promise<number> {
    const now = Date.now()
    const limit = await this.#limit()
    const loginsMax = Math.floor((limit?.total ?? usualTotal) * loginsShare)
    const recent = this.#record.since(now - dayMs)
    const [oldest = now] = recent.slice(-loginsMax)
    if (recent.length >= loginsMax) return oldest + dayMs - now
    return !limit || limit.remaining > 0 ? 0 : Math.max(limit.reset_after, 1_000)
  }

  /** Undefined if Discord does not say it; then the attempt to connect reports the error. */
  async #limit() {
    try {
      return gatewayInfo.parse(await this.#api.call('GET', '/gateway/bot')).session_start_limit
    } catch {
      return undefined
    }
  }
}

function inMemory(): LoginRecord {
  const times: number[] = []
  return { since: (moment) => times.filter((at) => at > moment), add: (moment) => void times.push(moment) }
}
