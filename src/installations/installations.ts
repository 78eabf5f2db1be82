import { minuteMs } from '../domain/duration.ts'
import { ExpectedError, errorFields } from '../domain/errors.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type {
  Grant,
  Installation,
  InstalledWorkspaces,
  StoredInstallation,
  UninstallReport,
} from '../domain/installation.ts'
import type { WorkspaceId } from '../domain/workspace-id.ts'
import { backoffMs } from '../lib/backoff.ts'
import { SharedWork } from '../lib/shared-work.ts'
import { RotatingTokens, type RotationContext } from './rotating-tokens.ts'
import { expiry } from './rotation.ts'
import { meaningOf, uninstalled } from './uninstalls.ts'
import { unreadable } from './unusable-tokens.ts'

interface InstallationsContext extends RotationContext {
  /** Ends checks that wait for the platform. */
  readonly signal?: AbortSignal
}

/** The workspaces that installed the app: their tokens, and the state of each installation. */
export class Installations implements InstalledWorkspaces {
  readonly #context: InstallationsContext
  readonly #tokens: RotatingTokens
  readonly #checks = new SharedWork<WorkspaceId, void>()
  /** The workspaces that reported an end that is not confirmed yet. */
  readonly #reported = new Set<WorkspaceId>()
  /** The workspaces whose tokens could be used when the store was last read. */
  #active: ReadonlySet<WorkspaceId> = new Set()
  /** When each workspace that did not remove the app installed it, and with which scopes. */
  #grants: ReadonlyMap<WorkspaceId, string> = new Map()
  #lost: readonly Installation[] = []
  #problem: FailureReason | undefined

  constructor(context: InstallationsContext) {
    this.#context = context
    this.#tokens = new RotatingTokens(context)
  }

  token(workspace: WorkspaceId): Promise<string> {
    return this.#tokens.token(workspace)
  }

  renew(workspace: WorkspaceId, refused: string): Promise<string> {
    return this.#tokens.renew(workspace, refused)
  }

  get(workspace: WorkspaceId): Promise<Installation | undefined> {
    return this.#context.store.get(workspace)
  }

  /**
   * A workspace installed the app, perhaps again: the tokens of before are replaced. Without a redirect URL, the installation
   * did not begin at a link of this bot.
   */
  async install(code: string, redirectUrl?: string): Promise<Installation> {
    const { client, store, cipher, clock, log } = this.#context
    const startedAt = clock.now()
    const grant = await client.exchange(code, redirectUrl)
    const tokens = cipher.encrypt(grant.workspace, grant.tokens)
    const isLinked = redirectUrl !== undefined
    for (;;) {
      const before = await store.get(grant.workspace)
      const row = { ...installationOf(grant, startedAt), isLinked, tokens, revision: before?.revision ?? 0 }
      if (!(await store.save(row))) continue
      await this.refreshStates()
      log.info({ workspace: grant.workspace, user: grant.installer }, before ? 'installed again' : 'installed')
      return row
    }
  }

  async noteRefused(workspace: WorkspaceId, token: string): Promise<void> {
    const { store, cipher } = this.#context
    const row = await store.get(workspace)
    if (row?.state !== 'active' || !row.tokens || cipher.decrypt(workspace, row.tokens).bot !== token) return
    await this.#check(workspace)
  }

  async noteEnding(ending: UninstallReport): Promise<void> {
    const { store, log } = this.#context
    const { workspace } = ending
    const row = await store.get(workspace)
    if (meaningOf(ending, row) === 'ignore') {
      log.info({ workspace }, 'a report that the app was removed is out of date, so it changes nothing')
      return
    }
    this.#reported.add(workspace)
    await this.#check(workspace).finally(() => this.#reported.delete(workspace))
  }

  /** Whether a workspace could be posted to, as far as is known. */
  isActive(workspace: WorkspaceId): boolean {
    return this.#active.has(workspace)
  }

  /** The workspaces that could be posted to, as far as is known. */
  get active(): Iterable<WorkspaceId> {
    return this.#active
  }

  /**
   * Names what a workspace granted, as far as is known: another text after each installation. Undefined if it never
   * installed the app, or removed it.
   */
  grantOf(workspace: WorkspaceId): string | undefined {
    return this.#grants.get(workspace)
  }

  /** The workspaces that have to install the app again, as far as is known. */
  get lost(): readonly Installation[] {
    return this.#lost
  }

  /** Why the tokens of some workspaces could not be decrypted when the store was last read. */
  get problem(): FailureReason | undefined {
    return this.#problem
  }

  /** Notifies the installer of each workspace once that it has to be installed again, if the last token allows it. */
  async notifyInstallers(text: string): Promise<void> {
    const { store, clock, client, cipher, log } = this.#context
    for (const row of await store.list()) {
      const { workspace, installer, state, notifiedAt, tokens, expiresAt = 0 } = row
      if (state !== 'needs-reinstall' || notifiedAt !== undefined) continue
      // Recorded first, so that a kill in between causes no second notice: operators have an alert as well.
      if (!(await store.save({ ...row, notifiedAt: clock.now() }))) continue
      if (!tokens || expiresAt <= clock.now()) continue
      try {
        await client.tell(cipher.decrypt(workspace, tokens).bot, installer, text)
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error
        log.info({ workspace, user: installer, ...errorFields(error) }, 'an installer could not be notified in private')
      }
    }
  }

  /** Reads which workspaces can be posted to. */
  async refreshStates(): Promise<void> {
    const { store, cipher } = this.#context
    const rows = await store.list()
    this.#lost = rows.filter(({ state }) => state === 'needs-reinstall')
    const active = rows.filter(({ state }) => state === 'active')
    const reasons = active.map((row) => unreadable(row, cipher))
    this.#active = new Set(active.filter((_, index) => !reasons[index]).map(({ workspace }) => workspace))
    const installed = rows.filter(({ state }) => state !== 'uninstalled')
    this.#grants = new Map(
      installed.map(({ workspace, installedAt, scopes }) => [workspace, `${installedAt} ${scopes}`]),
    )
    this.#noteUnreadable(reasons.filter((reason) => reason !== undefined))
  }

  /** With a wrong key nothing is posted there, and nothing fails for good: the right key mends it. */
  #noteUnreadable(reasons: readonly FailureReason[]): void {
    const { log } = this.#context
    const [first] = reasons
    if (first && first.text !== this.#problem?.text)
      log.error(
        { count: reasons.length, reason: first.text },
        'the tokens of workspaces cannot be read, so nothing is posted there',
      )
    if (!first && this.#problem) log.info({}, 'the tokens of all workspaces can be read again')
    this.#problem = first
  }

  /** Renews tokens that are about to expire; a few at a time. */
  async renewDue(): Promise<void> {
    const rows = await this.#context.store.list()
    const active = rows.filter(({ state, expiresAt }) => state === 'active' && expiresAt !== undefined).values()
    const worker = async () => {
      for (const { workspace } of active) await this.#tokens.renewIfDue(workspace)
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }

  /** One check of a workspace at a time. */
  #check(workspace: WorkspaceId): Promise<void> {
    return this.#checks.run(workspace, () => this.#endIfRefused(workspace))
  }

  /** Asks the platform until it says whether it accepts the token. */
  async #endIfRefused(workspace: WorkspaceId): Promise<void> {
    const { store, clock, log, signal } = this.#context
    for (let failures = 0; !signal?.aborted; ) {
      const row = await store.get(workspace)
      if (!row || row.state === 'uninstalled') return
      const accepted = await this.#accepts(row)
      if (accepted) return
      if (accepted === undefined) {
        await clock.wait(backoffMs(++failures, minuteMs), signal)
        continue
      }
      const { tokens: _, ...rest } = uninstalled(row, clock.now())
      if (!(await store.save(rest))) continue
      await this.refreshStates()
      log.info({ workspace, state: 'uninstalled' }, 'a workspace removed the app')
      return
    }
  }

  /** Undefined if the platform does not say it now. */
  async #accepts({ workspace, tokens, state, expiresAt = Number.POSITIVE_INFINITY }: StoredInstallation) {
    const { client, cipher, clock } = this.#context
    // An expired token proves nothing, so the report that the app was removed is believed.
    if (!tokens || (state === 'needs-reinstall' && expiresAt <= clock.now())) return false
    const { bot } = cipher.decrypt(workspace, tokens)
    try {
      if (state === 'active' && expiresAt <= clock.now()) await this.#tokens.token(workspace)
      else return (await client.accepts(bot)) ?? (this.#reported.has(workspace) ? false : undefined)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
    }
    return undefined
  }
}

/** How many workspaces get new tokens at once. */
const atOnce = 8

function installationOf(grant: Grant, now: number): Omit<Installation, 'isLinked'> {
  const { workspace, name, appId, botUser, installer, scopes, grantedAt } = grant
  const facts = { workspace, name, appId, botUser, installer, scopes }
  return { ...facts, state: 'active', installedAt: grantedAt, ...expiry(grant, now) }
}
