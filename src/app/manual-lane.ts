import type { Environment } from '../config/environment.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { systemClock } from '../lib/clock.ts'
import type { Store } from '../storage/database.ts'
import { type Connection, checkWorkspace, platformIn } from './check-workspace.ts'
import { type InstallingServices, readInstalling } from './installing.ts'
import type { NamedPlace } from './lane-map.ts'
import { openLaneShare } from './lanes.ts'
import { loadAdapters } from './platform-connections.ts'
import { PlatformWorkspaces } from './platform-workspaces.ts'

interface ManualContext {
  readonly environment: Environment
  readonly vocabulary: Vocabulary
  readonly store: Pick<Store, 'ledger' | 'shared' | 'installations'>
  readonly log: Log
  readonly stack: AsyncDisposableStack
}

/** A platform for a command that posts in a channel. */
interface ManualPlatform {
  readonly connection: Connection
  /** With the token of the channel's workspace. */
  readonly platform: Platform
  readonly installing: InstallingServices | undefined
}

/** Whether a bot runs on the database, on this machine or on another one. */
export async function isBotRunning({ shared }: Pick<Store, 'shared'>): Promise<boolean> {
  return shared !== undefined && (await shared.lanes.machines()) > 0
}

/**
 * The platform of a channel, connected until the stack is disposed of; undefined without its tokens. Throws the error of a
 * token that is refused, and `DestinationRefused` if there is no token for the channel's workspace.
 */
export async function connectManually(
  place: NamedPlace,
  { environment, vocabulary, store, log, stack }: ManualContext,
): Promise<ManualPlatform | undefined> {
  const installing = await readInstalling({ environment, store: store.installations, log }, stack)
  const createConnections = await loadAdapters(environment)
  const connections: readonly Connection[] = createConnections({ vocabulary, log, installed: installing?.installed })
  const connection = connections.find(({ name }) => name === place.platform)
  if (!connection) return undefined
  // Without a handler it only checks the token.
  stack.defer(() => connection.stop())
  await connection.start()
  const platform = installing ? platformIn(connection, place.workspace) : connection
  if (platform === connection) await checkWorkspace(place, connection)
  return { connection, platform, installing }
}

/**
 * The dependencies of a command that posts in a channel. If several machines may share the database, the command owns
 * the channel's lane until the stack is disposed of. Undefined if a bot has the lane.
 */
export async function openManualLane(
  place: NamedPlace,
  { connection, platform, installing }: ManualPlatform,
  { store, log, stack }: Pick<ManualContext, 'store' | 'log' | 'stack'>,
): Promise<{ readonly platform: Platform; readonly ledger: Store['ledger'] } | undefined> {
  const share = await openLaneShare({ stores: store, destinations: () => [place], log })
  if (!share) return { platform, ledger: store.ledger }
  stack.defer(() => share.stop())
  const platforms = new Map([[connection.name, connection]])
  const workspaces = new PlatformWorkspaces(platforms, log, () => systemClock.now())
  await workspaces.learn([place])
  await share.start({ wake: () => {}, workspaces, platforms })
  if (share.context.posts?.(place) === false) return undefined
  if (share.laneOfWorkspace) installing?.renewAsOwner(share.laneOfWorkspace)
  return { platform: share.context.platformFor(platform, place), ledger: share.context.ledger }
}
