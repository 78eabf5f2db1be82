import type { ConnectionContext } from '../adapters/shared/connection-context.ts'
import type { Environment } from '../config/environment.ts'
import type { DelayReason } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { minuteMs } from '../domain/duration.ts'
import { ExpectedError, errorFields, PlatformUnreachable, TokenRefused } from '../domain/errors.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { Installation } from '../domain/installation.ts'
import type { Log } from '../domain/log.ts'
import type { Platform, PlatformConnection } from '../domain/platform.ts'
import { splitWorkspaceId, type WorkspaceId } from '../domain/workspace-id.ts'
import { failureReason } from '../i18n/failures.ts'
import { backoffMs } from '../lib/backoff.ts'
import { systemClock, withTimeout } from '../lib/clock.ts'
import { useProxy } from '../lib/proxy.ts'
import { RepeatedReasons } from '../lib/repeated-reason.ts'
import { platforms } from '../platforms/registry.ts'
import { type Connection, checkWorkspace, isInstalled, platformIn } from './check-workspace.ts'

/** How long the start waits until all tokens are checked, in milliseconds. */
const startTimeoutMs = 5_000

/** The longest pause before a token is checked again, in milliseconds. */
const maxPauseMs = minuteMs

/** A platform that refuses a call within this time after it accepted its token is still down, in milliseconds. */
const probationMs = 5 * minuteMs

/** Makes the connections of the platforms that have credentials. */
export type CreateConnections = (context: ConnectionContext) => Connection[]

/** Loads the adapters of the platforms that have credentials. */
export async function loadAdapters({ credentials, settlesAfterMs, proxy }: Environment): Promise<CreateConnections> {
  if (proxy) await useProxy(proxy)
  const loaded = await Promise.all(
    platforms.flatMap(({ name, load }) => {
      const own = credentials[name]
      if (!own) return []
      return [
        load.adapter().then((create) => (context: ConnectionContext) => create(own, { ...context, settlesAfterMs })),
      ]
    }),
  )
  return (context) => loaded.map((create) => create(context))
}

/** Why a platform cannot be posted to, or does not report interactions. */
interface Outage {
  readonly platform: PlatformName
  /** Absent if it concerns the whole platform. */
  readonly workspace?: { readonly id: WorkspaceId; readonly name: string }
  readonly reason: FailureReason
  /** Whether it can be posted to. */
  readonly canPost: boolean
  /** Milliseconds since 1970. */
  readonly since: number
  /** Whether its token was refused: it may need an operator. */
  readonly isRefused: boolean
}

/** The state of one platform's token. */
interface Access {
  isUp: boolean
  /** When its token was last accepted, in milliseconds since 1970. */
  acceptedAt: number
  /** In a row. */
  failures: number
  /** A call was refused although the token was accepted: it is up again only after a post. */
  isDoubtful: boolean
  outage?: Outage | undefined
  /** The last logged state. */
  readonly reasons: RepeatedReasons
}

interface InstalledStates {
  /** The workspaces that have to install the app again. */
  readonly lost: readonly Pick<Installation, 'workspace' | 'name' | 'endedAt'>[]
  /** Whether a workspace that installed the app can be posted to, as far as is known. */
  isActive(workspace: WorkspaceId): boolean
  /** Undefined if it never installed the app, or removed it. */
  grantOf(workspace: WorkspaceId): string | undefined
}

/** The platforms of this process, each with a circuit breaker: a refused token stops its posts. They connect independently. */
export class Connections {
  readonly all: ReadonlyMap<PlatformName, Connection>
  readonly #log: Log
  readonly #onReturn: () => void
  readonly #access: ReadonlyMap<PlatformName, Access>
  readonly #stopping = new AbortController()
  readonly #installed: InstalledStates | undefined
  #isStarted = false

  /**
   * `onReturn` is called each time a platform accepts its token after the start. Without
   * `installed`, there are only the workspaces of the environment.
   */
  constructor(
    platforms: readonly Connection[],
    log: Log,
    onReturn: () => void = () => {},
    installed?: InstalledStates,
  ) {
    this.#installed = installed
    this.all = new Map(platforms.map((platform) => [platform.name, platform]))
    const unknown = { isUp: false, acceptedAt: 0, failures: 0, isDoubtful: false }
    this.#access = new Map(platforms.map(({ name }) => [name, { ...unknown, reasons: new RepeatedReasons() }]))
    this.#log = log
    this.#onReturn = onReturn
  }

  /**
   * Starts all platforms. Resolves when each has been tried once, after a timeout, or when the signal is aborted; further
   * tries go on meanwhile.
   */
  async start(signal?: AbortSignal): Promise<void> {
    const tried = [...this.all.values()].map((platform) => {
      const access = this.#access.get(platform.name)
      return access && this.#try(platform, access)
    })
    if (!(await withTimeout(Promise.all(tried), startTimeoutMs, signal)) && !signal?.aborted)
      this.#log.warn({ durationMs: startTimeoutMs }, 'a platform is slow to connect; continuing without it')
    this.#isStarted = true
  }

  /** Whether it can be posted to, as far as is known. */
  isUp(name: PlatformName): boolean {
    return this.#access.get(name)?.isUp ?? false
  }

  /** The platform as the workspace of a destination sees it; undefined without a token. */
  platformOf({ platform: name, workspace }: Pick<Destination, 'platform' | 'workspace'>): Platform | undefined {
    const platform = this.all.get(name)
    return platform && platformIn(platform, workspace)
  }

  /** Why a destination cannot be posted to, as far as is known. */
  delayReason({ platform: name, workspace }: Pick<Destination, 'platform' | 'workspace'>): DelayReason | undefined {
    if (this.#installed && isInstalled(this.all.get(name), workspace)) {
      if (this.#installed.isActive(workspace)) return undefined
      return this.#installed.grantOf(workspace) === undefined ? 'not-installed' : 'no-access'
    }
    if (this.isUp(name)) return undefined
    return this.#access.get(name)?.outage?.isRefused ? 'token-refused' : 'unreachable'
  }

  /** Throws `DestinationRefused` if the token reaches another workspace than the destination names. */
  async checkWorkspace(destination: Destination): Promise<void> {
    const platform = this.all.get(destination.platform)
    if (platform && !(this.#installed && platform.forWorkspace)) await checkWorkspace(destination, platform)
  }

  /** Whether each platform can be posted to and reports interactions. */
  get states(): ReadonlyMap<PlatformName, boolean> {
    const down = new Set(this.#ownOutages().map(({ platform }) => platform))
    return new Map([...this.all.keys()].map((name) => [name, this.isUp(name) && !down.has(name)]))
  }

  get outages(): readonly Outage[] {
    const lost = (this.#installed?.lost ?? []).map(({ workspace, name, endedAt: since = 0 }) => ({
      platform: splitWorkspaceId(workspace).platform,
      workspace: { id: workspace, name },
      reason: failureReason('needs-reinstall', name),
      since,
      canPost: false,
      isRefused: true,
    }))
    return [...this.#ownOutages(), ...lost]
  }

  /** Refused tokens, and outages that have lasted at least `ms` milliseconds. */
  lastingOutages(ms: number): readonly Outage[] {
    return this.outages.filter(({ since, isRefused }) => isRefused || since <= systemClock.now() - ms)
  }

  #ownOutages(): readonly Outage[] {
    return [...this.all.values()].flatMap(({ name: platform, listeningOutage }) => {
      const { isUp = false, outage, acceptedAt = 0 } = this.#access.get(platform) ?? {}
      if (outage && !(isUp && Date.now() - acceptedAt > probationMs)) return [outage]
      return listeningOutage ? [{ platform, canPost: true, isRefused: false, ...listeningOutage }] : []
    })
  }

  /**
   * Posts nothing there until its token is accepted again, which is checked from time to time. The token of an installed
   * workspace is checked by itself, and concerns no other.
   */
  halt({ platform: name, workspace }: Pick<Destination, 'platform' | 'workspace'>, reason: FailureReason): void {
    const [platform, access] = [this.all.get(name), this.#access.get(name)]
    if (!platform || !access?.isUp || isInstalled(platform, workspace)) return
    if (Date.now() - access.acceptedAt > probationMs) access.failures = 0
    this.#noteFailure(name, access, new TokenRefused(reason))
    access.isDoubtful = true
    this.#tryLater(platform, access)
  }

  /** Something was posted there. */
  confirm(name: PlatformName): void {
    const access = this.#access.get(name)
    if (access?.isUp) Object.assign(access, { failures: 0, isDoubtful: false, outage: undefined })
  }

  /** Stops listening at once, and closes all connections after `idle`. */
  async stop(idle?: Promise<unknown>): Promise<void> {
    this.#stopping.abort()
    await Promise.allSettled([...this.all.values()].map((platform) => platform.stop(idle)))
  }

  /** If it fails, other tries follow until one succeeds or the process stops. */
  async #try(platform: PlatformConnection, access: Access): Promise<void> {
    const { name } = platform
    try {
      await platform.start()
      const fresh = { failures: 0, outage: undefined, reasons: new RepeatedReasons() }
      if (!access.isDoubtful) Object.assign(access, fresh)
      Object.assign(access, { isUp: true, acceptedAt: Date.now() })
      this.#log.info({ platform: name }, 'connected')
      if (this.#isStarted) this.#onReturn()
    } catch (error) {
      const isNew = access.outage === undefined
      this.#noteFailure(name, access, error)
      const fields = errorFields(error)
      const repeated = access.reasons.isDue(String(fields.reason ?? fields.err)) ? 'warn' : 'debug'
      const level = isNew && !(error instanceof PlatformUnreachable) ? 'error' : repeated
      const again = { tries: access.failures, retryAfterMs: this.#tryLater(platform, access) }
      this.#log[level]({ platform: name, ...fields, ...again }, 'cannot connect, trying again')
    }
  }

  /** Returns after how many milliseconds. */
  #tryLater(platform: PlatformConnection, access: Access): number {
    const { signal } = this.#stopping
    const pauseMs = Math.ceil(backoffMs(access.failures, maxPauseMs))
    void systemClock.wait(pauseMs, signal).then(() => {
      if (!signal.aborted) void this.#try(platform, access)
    })
    return pauseMs
  }

  #noteFailure(platform: PlatformName, access: Access, error: unknown): void {
    const isRefused = error instanceof TokenRefused
    const reason = error instanceof ExpectedError ? error.reason : failureReason('see-log')
    const since = access.outage?.since ?? Date.now()
    const outage = { platform, reason, since, canPost: false, isRefused }
    Object.assign(access, { isUp: false, isDoubtful: false, failures: access.failures + 1, outage })
  }
}
