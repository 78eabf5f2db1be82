import { dayMs, hourMs } from '../../domain/duration.ts'
import type { Log } from '../../domain/log.ts'
import type { LoginRecord } from '../../domain/login-record.ts'
import { systemClock } from '../../lib/clock.ts'
import type { GatewayDirectory } from './gateway-information.ts'

/**
 * The part of the logins that Discord allows in 24 hours which the bot uses; beyond its limit, Discord resets the token:
 * https://docs.discord.com/developers/events/gateway#identifying
 */
const share = 0.5

/** The limit of most bots: https://docs.discord.com/developers/events/gateway#session-start-limit-object */
const usualTotal = 1_000

/**
 * How far apart shards of the same turn log in, in milliseconds: `max_concurrency` of them may within five seconds, and a
 * request may be quicker than the one before it. https://docs.discord.com/developers/events/gateway#rate-limiting
 */
const turnMs = 5_500

/**
 * Keeps the bot below the number of logins that Discord allows in a day and at once, also over restarts, and with those of
 * other machines. Shared by all shards. Without its record, no login waits for the others.
 */
export class LoginBudget {
  readonly #directory: Pick<GatewayDirectory, 'get'>
  readonly #log: Log
  readonly #record: LoginRecord
  #most = usualTotal * share

  constructor(directory: Pick<GatewayDirectory, 'get'>, log: Log, record: LoginRecord) {
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

  /**
   * Waits like `wait`, and for the next turn of this number. Counts the login: shards that wait at the same time get no
   * more than there are.
   */
  async take(turn: number, signal: AbortSignal): Promise<void> {
    const add = () => this.#record.add('discord', dayMs, this.#most).catch(() => true)
    do await this.wait(signal)
    while (!signal.aborted && !(await add()))
    const takeTurn = () => this.#record.takeTurn('discord', turn, turnMs).catch(() => undefined)
    while (!signal.aborted) {
      const waitMs = await takeTurn()
      if (waitMs === 0) return
      await systemClock.wait(waitMs ?? turnMs, signal)
      if (waitMs === undefined) return
    }
  }

  async #waitMs(): Promise<number> {
    const limit = await this.#directory.get().then(
      (information) => information.session_start_limit,
      // The attempt to connect reports the error.
      () => undefined,
    )
    if (limit) this.#most = Math.floor(limit.total * share)
    const ages = await this.#record.ages('discord', dayMs).catch(() => [])
    const oldest = ages.slice(-this.#most)[0]
    if (ages.length >= this.#most && oldest !== undefined) return dayMs - oldest
    return !limit || limit.remaining > 0 ? 0 : Math.max(limit.reset_after, 1_000)
  }
}
