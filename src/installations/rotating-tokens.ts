import type { Clock } from '../domain/clock.ts'
import { minuteMs } from '../domain/duration.ts'
import {
  ExpectedError,
  LedgerUnusable,
  PlatformBusy,
  PlatformUnreachable,
  RefusedForNow,
  TokenRefused,
} from '../domain/errors.ts'
import type { InstallationClient, InstallationStore, StoredInstallation, TokenSource } from '../domain/installation.ts'
import type { Log } from '../domain/log.ts'
import type { WorkspaceId } from '../domain/workspace-id.ts'
import { failureReason } from '../i18n/failures.ts'
import { backOffMs } from '../lib/back-off.ts'
import { afterRefresh, type RefreshResult, rotationStep, withIntent } from './rotation.ts'
import type { Vault } from './vault.ts'

export interface RotationContext {
  readonly store: InstallationStore
  readonly vault: Vault
  readonly client: InstallationClient
  /** The name of the platform. */
  readonly title: string
  readonly clock: Clock
  readonly log: Log
  /** Whether this process may renew the tokens of a workspace now. Without it, it is the only process. */
  readonly owns?: (workspace: WorkspaceId) => boolean
}

/** The tokens of installed workspaces, renewed before they expire. Each is renewed by one request at a time. */
export class RotatingTokens implements TokenSource {
  readonly #context: RotationContext
  readonly #renewing = new Map<WorkspaceId, Promise<void>>()

  constructor(context: RotationContext) {
    this.#context = context
  }

  async token(workspace: WorkspaceId): Promise<string> {
    const row = await this.#row(workspace)
    const step = rotationStep(row, this.#context.clock.now())
    if (step !== 'renew-first') return this.#open(row)
    await this.#renewOnce(workspace)
    return this.#open(await this.#row(workspace))
  }

  async renew(workspace: WorkspaceId, refused: string): Promise<string> {
    const known = this.#open(await this.#row(workspace))
    if (known !== refused) return known
    await this.#renewOnce(workspace)
    const renewed = this.#open(await this.#row(workspace))
    if (renewed === refused) throw new RefusedForNow(this.#context.title, 'token_expired')
    return renewed
  }

  /** Renews the token if it is time; it goes on being used meanwhile. Never throws for what the platform answers. */
  async renewIfDue(workspace: WorkspaceId): Promise<void> {
    const { store, clock } = this.#context
    const step = rotationStep(await store.get(workspace), clock.now())
    if (step === 'use' || step === 'refuse') return
    try {
      await this.#renewOnce(workspace)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
    }
  }

  async #row(workspace: WorkspaceId): Promise<StoredInstallation> {
    const row = await this.#context.store.get(workspace)
    if (row?.state === 'active') return row
    throw new TokenRefused(failureReason(row?.state ?? 'not-installed', workspace))
  }

  #open({ workspace, tokens }: StoredInstallation): string {
    if (!tokens) throw new TokenRefused(failureReason('needs-reinstall', workspace))
    return this.#context.vault.open(workspace, tokens).bot
  }

  #renewOnce(workspace: WorkspaceId): Promise<void> {
    const running = this.#renewing.get(workspace)
    if (running) return running
    const started = this.#renew(workspace).finally(() => this.#renewing.delete(workspace))
    this.#renewing.set(workspace, started)
    return started
  }

  /** Throws what made it impossible, unless there is a new pair. */
  async #renew(workspace: WorkspaceId): Promise<void> {
    const { store, vault, clock, log, title, owns = () => true } = this.#context
    const row = await this.#row(workspace)
    if (!owns(workspace)) throw new RefusedForNow(title, 'another machine renews the token')
    if (!row.tokens) throw new TokenRefused(failureReason('needs-reinstall', workspace))
    const { bot, refresh } = vault.open(workspace, row.tokens)
    if (refresh === undefined) throw new TokenRefused(failureReason('needs-reinstall', workspace))
    const startedAt = clock.now()
    const intended = withIntent(row, startedAt)
    // Another change of the row came first, such as a new installation: there may be other tokens now.
    if (!(await store.save(intended))) return
    const before = { ...intended, revision: row.revision + 1 }
    const [result, error] = await this.#request(refresh, bot, row, startedAt)
    const after = afterRefresh(before, row.refreshIntendedAt !== undefined, result, startedAt)
    const tokens = result.type === 'renewed' ? vault.seal(workspace, result.renewal.tokens) : row.tokens
    const isStored = await this.#saveAfterAll({ ...after, tokens })
    if (after.state !== 'active' && isStored) {
      log.warn({ workspace, state: after.state }, 'the tokens of a workspace cannot be renewed any more')
    }
    if (error) throw error
  }

  /** A new pair that is not stored is lost, so this is repeated while the store cannot be written. */
  async #saveAfterAll(row: StoredInstallation): Promise<boolean> {
    const { store, clock } = this.#context
    for (let failures = 1; ; failures++) {
      try {
        return await store.save(row)
      } catch (error) {
        if (!(error instanceof LedgerUnusable)) throw error
        await clock.wait(backOffMs(failures, minuteMs))
      }
    }
  }

  async #request(
    refresh: string,
    bot: string,
    row: StoredInstallation,
    now: number,
  ): Promise<[RefreshResult, ExpectedError?]> {
    const { client, log } = this.#context
    const { workspace, expiresAt = 0 } = row
    try {
      return [{ type: 'renewed', renewal: await client.refresh(refresh) }]
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      log.warn({ workspace, reason: error.message }, 'the token of a workspace was not renewed')
      if (error instanceof TokenRefused) {
        const isInstalled = expiresAt > now ? await client.accepts(bot).catch(() => undefined) : undefined
        return [{ type: 'refused', isInstalled }, error]
      }
      const isUnsent =
        error instanceof PlatformUnreachable || error instanceof PlatformBusy || error instanceof RefusedForNow
      return [{ type: isUnsent ? 'unsent' : 'unanswered' }, error]
    }
  }
}
