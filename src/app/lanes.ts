import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Destination } from '../domain/destination.ts'
import { appLane, type LaneId, laneOf } from '../domain/lane.ts'
import type { Platform } from '../domain/platform.ts'
import type { Store } from '../storage/database.ts'
import type { Services } from './services.ts'

/** The share of this process in the work, if several share it; without it, one process does everything. */
export interface LaneShare {
  /** The ledger whose writes name the lanes of this process. */
  readonly ledger: Store['ledger']
  /** Whether this process posts there; undefined if it posts everywhere. */
  readonly posts: ((place: Pick<Destination, 'platform' | 'channel'>) => boolean) | undefined
  /** Whether this process sends alerts, drafts and collects. */
  readonly isLead: boolean
  /** The platform for what is posted there. */
  platformFor(platform: Platform, destination: Destination): Platform
  /** Takes lanes from now on. `onGained` is called when lanes were taken. */
  start(onGained: () => void): Promise<void>
  /** Hands the lanes over. */
  stop(): Promise<void>
}

/** Of a process that does everything. */
export function soleShare({ ledger }: Pick<Store, 'ledger'>): LaneShare {
  return {
    ledger,
    posts: undefined,
    isLead: true,
    platformFor: (platform) => platform,
    start: async () => {},
    stop: async () => {},
  }
}

/** The share of this process; undefined if its database is its own. What it needs is loaded only then. */
export async function openShare({ stores, destinations, log }: Services): Promise<LaneShare | undefined> {
  const { shared } = stores
  if (!shared) return undefined
  const [{ LaneKeeper }, { guardPlatform }] = await Promise.all([
    import('../lanes/lane-keeper.ts'),
    import('../lanes/guarded-platform.ts'),
  ])
  /** The lanes of destinations by their names, as of the last look. */
  let known: ReadonlyMap<string, LaneId> = new Map()
  const lanes = (): readonly LaneId[] => {
    known = new Map(destinations().map((each) => [each.name, laneOf(each)]))
    return [...new Set([appLane, ...known.values()])]
  }
  let gained = () => {}
  const keeper = new LaneKeeper({
    store: shared.lanes,
    machine: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    lanes,
    onGained: () => gained(),
    log,
  })
  const laneOfDestination = (name: string) => {
    if (!known.has(name)) lanes()
    return known.get(name)
  }
  let stopped: Promise<void> | undefined
  const listening = shared.onLaneFree(() => void keeper.look())
  return {
    ledger: shared.fencedLedger({ lanes: keeper, laneOfDestination, laneOf }),
    posts: (place) => keeper.owns(laneOf(place)),
    get isLead() {
      return keeper.owns(appLane)
    },
    platformFor: (platform, destination) => guardPlatform(platform, laneOf(destination), keeper),
    start: async (onGained) => {
      gained = onGained
      await keeper.start()
    },
    stop: () => {
      stopped ??= keeper.stop().then(() => listening.stop())
      return stopped
    },
  }
}
