import type { Environment } from '../config/environment.ts'
import type { PlatformName } from '../domain/destination.ts'
import { ExpectedError, PlatformUnreachable, TokenRefused } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { PlatformConnection } from '../domain/platform.ts'
import { withTimeout } from '../lib/clock.ts'
import { type ConnectionContext, platforms } from '../platforms/registry.ts'

/** How long the start waits for all platforms to connect, in milliseconds. */
const startTimeoutMs = 5_000

/** Pauses between attempts to connect, in milliseconds: doubled each time up to the maximum. */
const [minPauseMs, maxPauseMs] = [1_000, 30_000]

/** Makes the connections of the platforms that have credentials. */
export type CreateConnections = (context: ConnectionContext) => PlatformConnection[]

/** Loads the adapters of the platforms that have credentials. */
export async function loadAdapters({ credentials }: Environment): Promise<CreateConnections> {
  const loaded = await Promise.all(
    platforms.flatMap(({ name, loadAdapter }) => {
      const own = credentials[name]
      return own ? [loadAdapter().then((create) => (context: ConnectionContext) => create(own, context))] : []
    }),
  )
  return (context) => loaded.map((create) => create(context))
}

/** Why a platform is not connected. */
export interface Outage {
  readonly platform: PlatformName
  readonly reason: string
  /** Milliseconds since 1970. */
  readonly since: number
  /** Whether its token was refused. */
  readonly isForGood: boolean
}

/** The platforms of this process, and their state. */
export class Connections {
  readonly all: ReadonlyMap<PlatformName, PlatformConnection>
  readonly #log: Log
  readonly #onReturn: () => void
  readonly #up = new Set<PlatformName>()
  readonly #outages = new Map<PlatformName, Outage>()
  readonly #retries = new Set<NodeJS.Timeout>()

  /** `onReturn` is called when a platform connects after the start. */
  constructor(platforms: readonly PlatformConnection[], log: Log, onReturn: () => void = () => {}) {
    this.all = new Map(platforms.map((platform) => [platform.name, platform]))
    this.#log = log
    this.#onReturn = onReturn
  }

  /**
   * Connects to all platforms. One that fails or is slow connects later in the background, so that it does not delay the
   * others. Throws `TokenRefused` if a token is refused within the timeout.
   */
  async start(): Promise<void> {
    const connecting = Promise.all([...this.all.values()].map((platform) => this.#connect(platform)))
    if (await withTimeout(connecting, startTimeoutMs)) return
    this.#log.warn({ durationMs: startTimeoutMs }, 'a platform is slow to connect; continuing without it')
    connecting.then(this.#onReturn, (error: unknown) => this.#giveUp(error))
  }

  isUp(name: PlatformName): boolean {
    return this.#up.has(name)
  }

  /** Whether each platform is connected and reports interactions. */
  get states(): ReadonlyMap<PlatformName, boolean> {
    return new Map([...this.all.values()].map(({ name, isListening }) => [name, this.isUp(name) && isListening]))
  }

  get outages(): readonly Outage[] {
    return [...this.#outages.values()]
  }

  /** Stops posting there until the process is started with another token. */
  halt(name: PlatformName): void {
    this.#up.delete(name)
    this.#recordOutage(name, 'Its token was refused: put a new one into .env and restart the bot.', true)
  }

  async stop(): Promise<void> {
    for (const retry of this.#retries) clearTimeout(retry)
    await Promise.allSettled([...this.all.values()].map((platform) => platform.stop()))
  }

  async #connect(platform: PlatformConnection, retryMs = minPauseMs): Promise<void> {
    try {
      await platform.start()
      this.#up.add(platform.name)
      this.#outages.delete(platform.name)
      this.#log.info({ platform: platform.name }, 'connected')
    } catch (error) {
      const isForGood = !(error instanceof PlatformUnreachable)
      this.#recordOutage(platform.name, error instanceof ExpectedError ? error.message : 'The log says why.', isForGood)
      if (isForGood) throw error
      this.#log.warn(
        { platform: platform.name, reason: error.message, retryAfterMs: retryMs },
        'cannot connect, trying again',
      )
      const retry = setTimeout(() => void this.#reconnect(platform, retry, retryMs * 2), retryMs)
      this.#retries.add(retry)
    }
  }

  #recordOutage(platform: PlatformName, reason: string, isForGood: boolean): void {
    const since = this.#outages.get(platform)?.since ?? Date.now()
    this.#outages.set(platform, { platform, reason, since, isForGood })
  }

  async #reconnect(platform: PlatformConnection, retry: NodeJS.Timeout, nextMs: number): Promise<void> {
    this.#retries.delete(retry)
    try {
      await this.#connect(platform, Math.min(nextMs, maxPauseMs))
      if (this.isUp(platform.name)) this.#onReturn()
    } catch (error) {
      this.#giveUp(error)
    }
  }

  /** The other platforms go on; this one needs an operator. */
  #giveUp(error: unknown): void {
    const fields = error instanceof TokenRefused ? { reason: error.message } : { err: error }
    this.#log.error(fields, 'cannot connect, giving up')
  }
}
