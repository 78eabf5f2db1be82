import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { MachinesContext } from '../adapters/shared/connection-context.ts'
import { hourMs, minuteMs } from '../domain/duration.ts'
import type { WorkspaceLane } from '../domain/installation.ts'
import type { ForwardedRequest, Reply } from '../domain/interaction.ts'
import { appLane, LaneLost, type LanePlace, platformOfLane } from '../domain/lane.ts'
import type { Platform, PlatformConnection } from '../domain/platform.ts'
import type { OwnedStores } from '../domain/shared-store.ts'
import type { WorkspaceDirectory, WorkspaceId } from '../domain/workspace-id.ts'
import type { Store } from '../storage/database.ts'
import type { NamedPlace } from './lane-map.ts'
import { RequestForwarding } from './request-forwarding.ts'
import type { Services } from './services.ts'

/** How often the bot looks for requests of other machines, in milliseconds. */
const lookMs = 1_000

/** Slack sends an event again for up to six minutes: https://docs.slack.dev/apis/events-api#retries In milliseconds. */
const claimedMs = 15 * minuteMs

/** The share of this process in the work, if several share it; without it, one process does everything. */
export interface LaneShare {
  readonly context: {
    /** The ledger whose writes name the lanes of this process. */
    readonly ledger: Store['ledger']
    /** Whether this process posts there; undefined if it posts everywhere. */
    readonly posts: ((place: LanePlace) => boolean) | undefined
    /** Whether this process sends alerts, drafts and collects. */
    isLead(): boolean
    /** The platform for what is posted there. */
    platformFor(platform: Platform, place: LanePlace): Platform
    /** Whether it is known which process posts there. */
    knows(place: LanePlace): boolean
    /**
     * The stores as the process writes them that posts there; without a place, as the one that sends alerts, drafts and
     * collects. Throws `LaneLost` if this process never did.
     */
    storesFor(place?: LanePlace): OwnedStores
    /** Runs the schedulers of the other processes. */
    readonly wakeOthers: (() => void) | undefined
    /** The reply of the machine that owns the lane, if another one does and this is why a request failed. */
    readonly forward: ((error: unknown, request: ForwardedRequest) => Promise<Reply | undefined>) | undefined
  }
  readonly interactions: {
    /** Whether this machine answers the interaction: others may have got it as well. Undefined if there are no others. */
    readonly claim: ((interaction: string) => Promise<boolean>) | undefined
    /** The same for an interaction that may be repeated after a restart of this process. */
    readonly claimOverRestarts: (interaction: string) => Promise<boolean>
  }
  /** The lane of a workspace that installed the app; undefined if this process does everything. */
  readonly laneOfWorkspace: ((workspace: WorkspaceId) => WorkspaceLane) | undefined
  /** The state that connections share with other machines; undefined if there are none. */
  readonly machines: MachinesContext | undefined
  /** Answers requests that other machines forward with this handler, and reports the channels that they report. */
  answerWith(...given: Parameters<RequestForwarding['answerWith']>): void
  /** Takes lanes from now on. */
  start(context: ShareContext): Promise<void>
  /** Hands the lanes over. */
  stop(): Promise<void>
}

interface ShareContext {
  /** Called when lanes were taken, and when a delivery is due that another process added. */
  readonly wake: () => void
  readonly workspaces: WorkspaceDirectory
  /** Platforms whose workspace is known say which one is the default. */
  readonly platforms: ReadonlyMap<string, Pick<PlatformConnection, 'name' | 'workspace'>>
}

interface OpeningContext extends Pick<Services, 'log' | 'installing'> {
  readonly destinations: () => readonly NamedPlace[]
  /** The channels that are no destinations: of alerts, reports and reviews. */
  readonly channels?: () => readonly LanePlace[]
  readonly stores: Pick<Store, 'shared'>
}

/** The share of a process that does everything. */
export function unsharedLanes(stores: OwnedStores & Pick<Store, 'ledger'>): LaneShare {
  return {
    context: {
      ledger: stores.ledger,
      posts: undefined,
      isLead: () => true,
      platformFor: (platform) => platform,
      knows: () => true,
      storesFor: () => stores,
      wakeOthers: undefined,
      forward: undefined,
    },
    interactions: {
      claim: undefined,
      claimOverRestarts: (interaction) => {
        const now = Date.now()
        return stores.installations.useOnce(interaction, now + claimedMs, now).catch(() => true)
      },
    },
    laneOfWorkspace: undefined,
    machines: undefined,
    answerWith: () => {},
    start: async () => {},
    stop: async () => {},
  }
}

/** The share of this process; undefined if its database is its own. What it needs is loaded only then. */
export async function openLaneShare({
  stores,
  destinations,
  channels = () => [],
  installing,
  log,
}: OpeningContext): Promise<LaneShare | undefined> {
  const { shared } = stores
  if (!shared) return undefined
  const [{ LaneMap, placeIn }, { LaneKeeper }, { guardPlatform }] = await Promise.all([
    import('./lane-map.ts'),
    import('../lanes/lane-keeper.ts'),
    import('../lanes/guarded-platform.ts'),
  ])
  const installed = () => [...(installing?.installed.active ?? [])].map(placeIn)
  const map = new LaneMap(destinations, shared.lanes, () => [...channels(), ...installed()])
  const laneOf = (place: LanePlace) => map.laneOf(place)
  let context: ShareContext | undefined
  let isStarted = false
  const keeper = new LaneKeeper({
    store: shared.lanes,
    machine: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    lanes: (facts) => map.lanes(facts),
    onFacts: (facts) => map.use(facts),
    onGained: () => context?.wake(),
    log,
  })
  const claim = (interaction: string) => shared.requests.claim(interaction)
  let stopped: Promise<void> | undefined
  const forwarding = new RequestForwarding(shared.requests, () => keeper.fences, log)
  const listening = shared.onChange((about) => {
    if (about === 'delivery') return context?.wake()
    void forwarding.answer()
    // Before the default workspace is announced, its lane could be taken only to be given up again.
    if (isStarted) void keeper.look()
  })
  const looking = setInterval(() => {
    // Where no notification arrives.
    void forwarding.answer()
    void map.learn().then((isKnown) => (isKnown && isStarted ? keeper.look() : undefined))
    void announce()
  }, lookMs).unref()
  /** The platforms whose default workspace was announced: only once, since two different tokens would alternate. */
  const announced = new Set<string>()
  async function announce(): Promise<void> {
    for (const { name, workspace } of context?.platforms.values() ?? []) {
      if (!workspace || announced.has(name)) continue
      announced.add(name)
      await map.agreeOnDefault(name, workspace).catch(() => announced.delete(name))
    }
  }
  const forgetting = setInterval(() => void shared.requests.forget().catch(() => {}), hourMs).unref()
  return {
    context: {
      ledger: shared.fencedLedger({ lanes: keeper, laneOfDestination: (name) => map.laneOfDestination(name), laneOf }),
      posts: (place) => keeper.owns(laneOf(place)),
      isLead: () => keeper.owns(appLane),
      platformFor: (platform, place) => guardPlatform(platform, laneOf(place), keeper),
      knows: (place) => map.knows(place),
      storesFor: (place) => shared.fencedStores(keeper.fence(place ? laneOf(place) : appLane)),
      wakeOthers: () => void shared.wakeMachines().catch(() => {}),
      forward: async (error, request) =>
        error instanceof LaneLost ? forwarding.forward(error.lane, request).catch(() => undefined) : undefined,
    },
    interactions: { claim, claimOverRestarts: claim },
    laneOfWorkspace: (workspace) => {
      const lane = map.laneOfWorkspace(workspace)
      return {
        isOwn: keeper.owns(lane),
        fence: () => keeper.fence(lane),
        send: (request) => keeper.send(lane, request),
      }
    },
    machines: {
      agreeOnShards: (platform, recommended) => map.agreeOnShards(platform, recommended),
      partOf: (platform, most) => keeper.partOf(most, (lane) => platformOfLane(lane) === platform),
    },
    answerWith: (...given) => forwarding.answerWith(...given),
    start: async (given) => {
      context = given
      map.useWorkspaces(given.workspaces)
      await announce()
      isStarted = true
      await keeper.start()
    },
    stop: () => {
      for (const timer of [looking, forgetting]) clearInterval(timer)
      stopped ??= keeper.stop().then(() => listening.stop())
      return stopped
    },
  }
}
