import { createDiscord } from '../adapters/discord/discord.ts'
import { createSlack } from '../adapters/slack/slack.ts'
import type { Environment } from '../config/environment.ts'
import type { PlatformName } from '../domain/destination.ts'
import { ExpectedError, PlatformUnreachable, TokenRefused } from '../domain/errors.ts'
import type { InteractionHandler } from '../domain/interaction.ts'
import type { Log } from '../domain/log.ts'
import type { MetricsRecorder } from '../domain/metrics.ts'
import type { Platform } from '../domain/platform.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { withTimeout } from '../lib/clock.ts'

/** How long the start waits for platforms that take long to answer, in milliseconds. */
const patienceMs = 5_000

/** Between tries to connect, in milliseconds; doubled each time up to the longest. */
const [shortestPauseMs, longestPauseMs] = [1_000, 30_000]

/** The platforms that the environment has tokens for. */
export function createPlatforms(
  environment: Environment,
  vocabulary: Vocabulary,
  handler: InteractionHandler,
  log: Log,
  metrics?: MetricsRecorder,
): PlatformClient[] {
  const { slack, slackApiUrl, discordToken, discordApiUrl } = environment
  const shared = { log, vocabulary, handler, ...(metrics && { metrics }) }
  return [
    ...(slack ? [createSlack({ ...shared, ...slack, apiUrl: slackApiUrl })] : []),
    ...(discordToken ? [createDiscord({ ...shared, token: discordToken, apiUrl: discordApiUrl })] : []),
  ]
}

/** Why a platform is not connected, and since when in milliseconds since 1970; for good when its token is refused. */
export interface Outage {
  readonly platform: PlatformName
  readonly reason: string
  readonly since: number
  readonly isForGood: boolean
}

export interface PlatformClient extends Platform {
  start(): Promise<void>
  stop(): Promise<void>
  /** Whether it hears what readers do just now. */
  readonly isListening: boolean
}

/** The platforms of this process: which are connected, and which were given up. */
export class Connections {
  readonly all: ReadonlyMap<PlatformName, PlatformClient>
  readonly #log: Log
  readonly #onReturn: () => void
  readonly #up = new Set<PlatformName>()
  readonly #outages = new Map<PlatformName, Outage>()
  readonly #retries = new Set<NodeJS.Timeout>()

  /** `onReturn` is called when a platform that was not there at the start is. */
  constructor(platforms: readonly PlatformClient[], log: Log, onReturn: () => void = () => {}) {
    this.all = new Map(platforms.map((platform) => [platform.name, platform]))
    this.#log = log
    this.#onReturn = onReturn
  }

  /**
   * Connects to all. A platform that is not there yet is tried again, and one that takes long comes when it comes: it
   * must not keep the other waiting. Throws `TokenRefused` when a token is refused within that time.
   */
  async start(): Promise<void> {
    const connecting = Promise.all([...this.all.values()].map((platform) => this.#connect(platform)))
    if (await withTimeout(connecting, patienceMs)) return
    this.#log.warn({ forMs: patienceMs }, 'a platform takes long to connect; going on without it for now')
    connecting.then(this.#onReturn, (error: unknown) => this.#giveUp(error))
  }

  isUp(name: PlatformName): boolean {
    return this.#up.has(name)
  }

  /** All platforms, and whether each is connected: messages may reach one that tells us nothing just now. */
  get states(): ReadonlyMap<PlatformName, boolean> {
    return new Map([...this.all.values()].map(({ name, isListening }) => [name, this.isUp(name) && isListening]))
  }

  get outages(): readonly Outage[] {
    return [...this.#outages.values()]
  }

  /** Nothing is posted there any more until the process is started with another token. */
  halt(name: PlatformName): void {
    this.#up.delete(name)
    this.#lose(name, 'Its token is not accepted any more: put a new one into .env, and start the bot again.', true)
  }

  async stop(): Promise<void> {
    for (const retry of this.#retries) clearTimeout(retry)
    await Promise.allSettled([...this.all.values()].map((platform) => platform.stop()))
  }

  async #connect(platform: PlatformClient, retryMs = shortestPauseMs): Promise<void> {
    try {
      await platform.start()
      this.#up.add(platform.name)
      this.#outages.delete(platform.name)
      this.#log.info({ platform: platform.name }, 'connected')
    } catch (error) {
      const isForGood = !(error instanceof PlatformUnreachable)
      this.#lose(platform.name, error instanceof ExpectedError ? error.message : 'The log says why.', isForGood)
      if (isForGood) throw error
      this.#log.warn(
        { platform: platform.name, reason: error.message, retryAfterMs: retryMs },
        'cannot connect, trying again',
      )
      const retry = setTimeout(() => void this.#reconnect(platform, retry, retryMs * 2), retryMs)
      this.#retries.add(retry)
    }
  }

  #lose(platform: PlatformName, reason: string, isForGood: boolean): void {
    const since = this.#outages.get(platform)?.since ?? Date.now()
    this.#outages.set(platform, { platform, reason, since, isForGood })
  }

  async #reconnect(platform: PlatformClient, retry: NodeJS.Timeout, nextMs: number): Promise<void> {
    this.#retries.delete(retry)
    try {
      await this.#connect(platform, Math.min(nextMs, longestPauseMs))
      if (this.isUp(platform.name)) this.#onReturn()
    } catch (error) {
      this.#giveUp(error)
    }
  }

  /** The other platform goes on; this one needs somebody's hand. */
  #giveUp(error: unknown): void {
    const fields = error instanceof TokenRefused ? { reason: error.message } : { err: error }
    this.#log.error(fields, 'cannot connect, giving up')
  }
}
