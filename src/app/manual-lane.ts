import type { Log } from '../domain/log.ts'
import type { Platform, PlatformConnection } from '../domain/platform.ts'
import { systemClock } from '../lib/clock.ts'
import type { Store } from '../storage/database.ts'
import type { NamedPlace } from './lane-map.ts'
import { openLaneShare } from './lanes.ts'
import { PlatformWorkspaces } from './platform-workspaces.ts'

interface ManualContext {
  readonly store: Pick<Store, 'ledger' | 'shared'>
  readonly platform: PlatformConnection
  readonly log: Log
  readonly stack: AsyncDisposableStack
}

/** Whether a bot runs on the database, on this machine or on another one. */
export async function isBotRunning({ shared }: Pick<Store, 'shared'>): Promise<boolean> {
  return shared !== undefined && (await shared.lanes.machines()) > 0
}

/**
 * The dependencies of a command that posts in a channel. If several machines may share the database, the command owns
 * the channel's lane until the stack is disposed of. Undefined if a bot has the lane. The platform must be connected.
 */
export async function openManualLane(
  place: NamedPlace,
  { store, platform, log, stack }: ManualContext,
): Promise<{ readonly platform: Platform; readonly ledger: Store['ledger'] } | undefined> {
  const share = await openLaneShare({ stores: store, destinations: () => [place], log })
  if (!share) return { platform, ledger: store.ledger }
  stack.defer(() => share.stop())
  const platforms = new Map([[platform.name, platform]])
  const workspaces = new PlatformWorkspaces(platforms, log, () => systemClock.now())
  await workspaces.learn([place])
  await share.start({ wake: () => {}, workspaces, platforms })
  if (share.context.posts?.(place) === false) return undefined
  return { platform: share.context.platformFor(platform, place), ledger: share.context.ledger }
}
