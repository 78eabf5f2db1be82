import { dayMs, hourMs } from '../../domain/duration.ts'
import type { Log } from '../../domain/log.ts'
import { systemClock } from '../../lib/clock.ts'
import type { LoginRecord } from '../shared/connection-context.ts'
import type { GatewayDirectory } from './gateway-information.ts'

/**
 * The part of the logins that Discord allows in 24 hours which the bot uses; beyond its limit, Discord resets the token:
 * https://docs.discord.com/developers/events/gateway#identifying
 */
const share = 0.5

/** The limit of most bots: https://docs.discord.com/developers/events/gateway#session-start-limit-object */
const usualTotal = 1_000

/** Keeps the bot below the number of logins that Discord allows in a day, also over restarts. Shared by all shards. */
export class LoginBudget {
  readonly #directory: Pick<GatewayDirectory, 'get'>
  readonly #log: Log
  readonly #record: LoginRecord
  #most = usualTotal * share

  constructor(directory: Pick<GatewayDirectory, 'get'>, log: Log, record: LoginRecord = inMemory()) {
    this.#directory = directory
    this.#log = log
    this.#record = record
  }

  /** Resolves when the bot may log in, or when it stops. */
  async wait(signal: AbortSignal): Promise<void> {
    for (let waitMs = await this.#waitMs(); waitMs > 0 && !signal.aborted; waitMs = await this.#waitMs()) {
      const fields = { platform: 'discord', retryAfterMs: waitMs } as const
      this.#log.error(fields, 'too many logins in 24 hours, waiting; messages can be posted meanwhile')
      await systemClock.wait(Math.min(waitMs, hourMs), signal)
    }
  }

  /** Waits like `wait`, and counts the login: shards that wait at the same time get no more than there are. */
  async take(signal: AbortSignal): Promise<void> {
    do await this.wait(signal)
    while (!signal.aborted && this.#isSpent())
    if (!signal.aborted) this.#record.add(Date.now())
  }

  #isSpent(): boolean {
    return this.#record.since(Date.now() - dayMs).length >= this.#most
  }

  async #waitMs(): Promise<number> {
    const limit = await this.#directory.get().then(
      (information) => information.session_start_limit,
      // The attempt to connect reports the error.
      () => undefined,
    )
    const now = Date.now()
    if (limit) this.#most = Math.floor(limit.total * share)
    const [oldest = now] = this.#record.since(now - dayMs).slice(-this.#most)
    if (this.#isSpent()) return oldest + dayMs - now
    return !limit || limit.remaining > 0 ? 0 : Math.max(limit.reset_after, 1_000)
  }
}

function inMemory(): LoginRecord {
  const times: number[] = []
  return { since: (moment) => times.filter((at) => at > moment), add: (moment) => void times.push(moment) }
}
