import type { Clock } from '../domain/clock.ts'
import { minuteMs } from '../domain/duration.ts'
import {
  ExpectedError,
  errorFields,
  LedgerUnusable,
  PlatformBusy,
  PlatformUnreachable,
  RefusedForNow,
  TokenRefused,
} from '../domain/errors.ts'
import type {
  InstallationClient,
  InstallationStore,
  StoredInstallation,
  TokenSource,
  WorkspaceLane,
} from '../domain/installation.ts'
import type { Fence } from '../domain/lane.ts'
import type { Log } from '../domain/log.ts'
import type { WorkspaceId } from '../domain/workspace-id.ts'
import { failureReason } from '../i18n/failures.ts'
import { backoffMs } from '../lib/backoff.ts'
import { SharedWork } from '../lib/shared-work.ts'
import { afterRefresh, type RefreshResult, rotationStep, withIntent } from './rotation.ts'
import type { TokenCipher } from './token-cipher.ts'

export interface RotationContext {
  readonly store: InstallationStore
  readonly cipher: TokenCipher
  readonly client: InstallationClient
  /** The name of the platform. */
  readonly title: string
  readonly clock: Clock
  readonly log: Log
  /** The lane of a workspace, whose owner renews its tokens. Without it, this is the only process. */
  readonly laneOf?: ((workspace: WorkspaceId) => WorkspaceLane) | undefined
}

/** The tokens of installed workspaces, renewed before they expire. Each is renewed by one request at a time. */
export class RotatingTokens implements TokenSource {
  readonly #context: RotationContext
  readonly #renewals = new SharedWork<WorkspaceId, void>()

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

  /** Renews the token if it is time; the old one stays in use meanwhile. Never throws for answers of the platform. */
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
    return this.#context.cipher.decrypt(workspace, tokens).bot
  }

  #renewOnce(workspace: WorkspaceId): Promise<void> {
    return this.#renewals.run(workspace, () => this.#renew(workspace))
  }

  /** Throws what made it impossible, unless there is a new pair. */
  async #renew(workspace: WorkspaceId): Promise<void> {
    const { store, cipher, clock, log, title, laneOf } = this.#context
    const lane = laneOf?.(workspace)
    if (lane?.isOwn === false) throw new RefusedForNow(title, 'another machine renews the token')
    const row = await this.#row(workspace)
    if (!row.tokens) throw new TokenRefused(failureReason('needs-reinstall', workspace))
    const { bot, refresh } = cipher.decrypt(workspace, row.tokens)
    if (refresh === undefined) throw new TokenRefused(failureReason('needs-reinstall', workspace))
    const startedAt = clock.now()
    const intended = withIntent(row, startedAt)
    // Another change of the row came first, such as a new installation: there may be other tokens now.
    if (!(await store.save(intended, lane?.fence()))) return
    const before = { ...intended, revision: row.revision + 1 }
    const send = lane?.send ?? ((request) => request())
    const [result, error] = await this.#request(refresh, bot, row, startedAt, send)
    if (result.type === 'renewed') return this.#keepPair(before, refresh, result, startedAt)
    const after = afterRefresh(before, row.refreshIntendedAt !== undefined, result, startedAt)
    const isStored = await this.#saveAfterAll(after, lane?.fence())
    if (after.state !== 'active' && isStored) {
      log.warn({ workspace, state: after.state }, 'the tokens of a workspace cannot be renewed any more')
    }
    if (error) throw error
  }

  /**
   * Stores a new pair, whichever process owns the lane by now: a newer owner can only have tried the same refresh token, in
   * vain. The tokens of another installation are left alone.
   */
  async #keepPair(
    before: StoredInstallation,
    used: string,
    result: RefreshResult & { readonly type: 'renewed' },
    now: number,
  ): Promise<void> {
    const { store, cipher } = this.#context
    const { workspace } = before
    const tokens = cipher.encrypt(workspace, result.renewal.tokens)
    for (let row: StoredInstallation | undefined = before; row; row = await store.get(workspace)) {
      if (!row.tokens || row.state === 'uninstalled' || cipher.decrypt(workspace, row.tokens).refresh !== used) return
      const { endedAt: _, notifiedAt: __, ...rest } = row
      const after = afterRefresh({ ...rest, state: 'active' as const }, false, result, now)
      if (await this.#saveAfterAll({ ...after, tokens })) return
    }
  }

  /** A new pair that is not stored is lost, so this is repeated while the store cannot be written. */
  async #saveAfterAll(row: StoredInstallation, fence?: Fence): Promise<boolean> {
    const { store, clock } = this.#context
    for (let failures = 1; ; failures++) {
      try {
        return await store.save(row, fence)
      } catch (error) {
        if (!(error instanceof LedgerUnusable)) throw error
        await clock.wait(backoffMs(failures, minuteMs))
      }
    }
  }

  async #request(
    refresh: string,
    bot: string,
    row: StoredInstallation,
    now: number,
    send: WorkspaceLane['send'],
  ): Promise<[RefreshResult, ExpectedError?]> {
    const { client, log } = this.#context
    const { workspace, expiresAt = 0 } = row
    try {
      return [{ type: 'renewed', renewal: await send(() => client.refresh(refresh)) }]
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      log.warn({ workspace, ...errorFields(error) }, 'the token of a workspace was not renewed')
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
