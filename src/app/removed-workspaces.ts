import type { ServerEvents } from '../adapters/shared/connection-context.ts'
import type { Clock } from '../domain/clock.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { dayMs } from '../domain/duration.ts'
import { DestinationRefused, errorFields } from '../domain/errors.ts'
import type { Installation, InstallationStore } from '../domain/installation.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { OwnedStores } from '../domain/shared-store.ts'
import type { Subscriptions } from '../domain/subscription.ts'
import { splitWorkspaceId, type WorkspaceDirectory, type WorkspaceId } from '../domain/workspace-id.ts'

/** How long the destinations of a workspace are kept that removed the app, in milliseconds. */
const keptMs = 30 * dayMs

/** The number of channels whose server is requested from the platform at a login. */
const learntMax = 50

interface RemovedWorkspacesContext {
  readonly store: InstallationStore
  readonly subscriptions: Subscriptions
  /** Both as the leader may write them, which ends subscriptions. */
  readonly storesFor?: () => Pick<OwnedStores, 'installations' | 'subscriptions'>
  readonly destinations: () => readonly Destination[]
  readonly workspaces: WorkspaceDirectory
  readonly platforms: ReadonlyMap<PlatformName, Pick<Platform, 'workspace' | 'workspaceOf'>>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  /** Called when a workspace added the bot, perhaps again. */
  readonly onAdded: (workspace: WorkspaceId) => Promise<void>
}

/** A workspace that removed the app and still has destinations. */
interface Removal {
  readonly workspace: WorkspaceId
  readonly name: string
  /** Milliseconds since 1970. */
  readonly keptUntil: number
}

/**
 * The workspaces that removed the app: their destinations are kept for a time, in case they come back. Where one token
 * serves many workspaces, it notes the removal itself.
 */
export class RemovedWorkspaces implements ServerEvents {
  readonly #context: RemovedWorkspacesContext
  /** One event after the other: reports of one workspace must not overtake each other. */
  #last: Promise<void> = Promise.resolve()

  constructor(context: RemovedWorkspacesContext) {
    this.#context = context
  }

  added(workspace: WorkspaceId): void {
    this.#next(workspace, async () => {
      await this.#forget(workspace)
      await this.#context.onAdded(workspace)
    })
  }

  removed(workspace: WorkspaceId): void {
    this.#next(workspace, () => this.#note(workspace))
  }

  listed(
    platform: PlatformName,
    workspaces: ReadonlySet<WorkspaceId>,
    isMeant: (workspace: WorkspaceId) => boolean,
  ): void {
    this.#next(undefined, async () => {
      for (const { workspace, state } of await this.#context.store.list()) {
        if (state !== 'uninstalled' || !workspaces.has(workspace)) continue
        await this.#forget(workspace)
        await this.#context.onAdded(workspace)
      }
      const { destinations, workspaces: directory } = this.#context
      const unknown = destinations().filter((each) => each.platform === platform && !directory.workspaceOf(each))
      await directory.learn(unknown.slice(0, learntMax))
      for (const each of this.#inUse()) {
        if (splitWorkspaceId(each).platform === platform && isMeant(each) && !workspaces.has(each))
          await this.#note(each)
      }
    })
  }

  /** Resolves when all reports so far are noted. */
  idle(): Promise<void> {
    return this.#last
  }

  /** The removed workspaces that have destinations. */
  async removals(): Promise<readonly Removal[]> {
    const rows = (await this.#context.store.list()).filter((row) => this.#isRemoved(row))
    if (rows.length === 0) return []
    const inUse = this.#inUse()
    return rows.flatMap(({ workspace, name, endedAt = 0 }) =>
      inUse.has(workspace) ? [{ workspace, name: name || workspace, keptUntil: endedAt + keptMs }] : [],
    )
  }

  /** Ends the subscriptions of workspaces whose time is over. What the configuration names stays. Only one process does this. */
  async forgetOld(): Promise<void> {
    const { clock, log, storesFor, ...own } = this.#context
    const { installations: store, subscriptions } = storesFor?.() ?? { ...own, installations: own.store }
    for (const row of await store.list()) {
      const { workspace, endedAt = 0, revision } = row
      if (!this.#isRemoved(row) || endedAt + keptMs > clock.now()) continue
      if (await this.#mayBeBack(workspace)) continue
      const isSame = async () => (await store.get(workspace))?.revision === revision
      if (!(await isSame())) continue
      const own = new Set(this.#of(workspace).map(({ name }) => name))
      const made = subscriptions.all().filter(({ destination }) => own.has(destination.name))
      for (const { destination } of made) await subscriptions.remove(destination.name)
      const staysRemoved = own.size > made.length ? await isSame() : await store.remove(workspace, revision)
      if (!staysRemoved) {
        // It was added again in the meantime, or another machine changed the record.
        for (const each of made) await subscriptions.save(each)
        continue
      }
      if (made.length > 0)
        log.info({ workspace, count: made.length }, 'the subscriptions of a workspace that removed the app ended')
      if (own.size === made.length) log.info({ workspace }, 'a workspace that removed the app is forgotten')
    }
  }

  /** The workspace of the environment's token is served by that token, even if its installation with a click ended. */
  #isRemoved({ workspace, state }: Pick<Installation, 'workspace' | 'state'>): boolean {
    const own = this.#context.platforms.get(splitWorkspaceId(workspace).platform)?.workspace
    return state === 'uninstalled' && workspace !== own
  }

  /** Whether the platform still has a channel of the workspace for the bot. True if it does not answer. */
  async #mayBeBack(workspace: WorkspaceId): Promise<boolean> {
    const workspaceOf = this.#context.platforms.get(splitWorkspaceId(workspace).platform)?.workspaceOf
    for (const { channel } of workspaceOf ? this.#of(workspace) : []) {
      try {
        if ((await workspaceOf?.(channel)) === workspace) return true
      } catch (error) {
        if (!(error instanceof DestinationRefused)) return true
      }
    }
    return false
  }

  /** The workspaces that have destinations. There may be many thousands. */
  #inUse(): ReadonlySet<WorkspaceId> {
    const { destinations, workspaces } = this.#context
    return new Set(destinations().flatMap((each) => workspaces.workspaceOf(each) ?? []))
  }

  #of(workspace: WorkspaceId): readonly Destination[] {
    const { destinations, workspaces } = this.#context
    return destinations().filter((each) => workspaces.workspaceOf(each) === workspace)
  }

  async #note(workspace: WorkspaceId): Promise<void> {
    const { store, clock } = this.#context
    const before = await store.get(workspace)
    if (before || this.#of(workspace).length === 0) return
    const now = clock.now()
    await store.save({ ...aServer, workspace, state: 'uninstalled', installedAt: now, endedAt: now, revision: 0 })
  }

  async #forget(workspace: WorkspaceId): Promise<void> {
    const { store } = this.#context
    for (let row = await store.get(workspace); row; row = await store.get(workspace))
      if (await store.remove(workspace, row.revision)) return
  }

  #next(workspace: WorkspaceId | undefined, work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#context.log.warn(
        { workspace, ...errorFields(error) },
        'a change of a server was not recorded; the next login finds it',
      )
    })
  }
}

/** Where a token serves many workspaces, they have none of their own. */
const aServer: Pick<Installation, 'name' | 'appId' | 'botUser' | 'installer' | 'scopes' | 'isLinked'> = {
  name: '',
  appId: '',
  botUser: '',
  installer: '',
  scopes: [],
  isLinked: false,
}
