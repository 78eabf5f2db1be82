import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { hourMs, minuteMs } from '../domain/duration.ts'
import type { HandedRequest, InteractionHandler, Reply } from '../domain/interaction.ts'
import { appLane, type Lanable, type LaneId, LaneLost } from '../domain/lane.ts'
import type { Platform } from '../domain/platform.ts'
import { laneOf } from '../platforms/lane-of.ts'
import type { Store } from '../storage/database.ts'
import { HandedRequests } from './handed-requests.ts'
import type { Services } from './services.ts'

/** How often it is looked for requests of other machines, in milliseconds. */
const lookMs = 1_000

/** Slack sends an event again for up to six minutes: https://docs.slack.dev/apis/events-api#retries In milliseconds. */
const claimedMs = 15 * minuteMs

/** The share of this process in the work, if several share it; without it, one process does everything. */
export interface LaneShare {
  readonly context: {
    /** The ledger whose writes name the lanes of this process. */
    readonly ledger: Store['ledger']
    /** Whether this process posts there; undefined if it posts everywhere. */
    readonly posts: ((place: Lanable) => boolean) | undefined
    /** Whether this process sends alerts, drafts and collects. */
    isLead(): boolean
    /** The platform for what is posted there. */
    platformFor(platform: Platform, place: Lanable): Platform
    /** The reply of the machine that owns the lane, if another one does and this is why a request failed. */
    readonly handOver: ((error: unknown, request: HandedRequest) => Promise<Reply | undefined>) | undefined
  }
  /** Whether this machine answers the interaction: others may have got it as well. Undefined if there are no others. */
  readonly claim: ((interaction: string) => Promise<boolean>) | undefined
  /** The same for an interaction that may be sent again after a restart of this process. */
  readonly claimOverRestarts: (interaction: string) => Promise<boolean>
  /** Answers what other machines hand over with this handler. */
  answerWith(handler: InteractionHandler): void
  /** Takes lanes from now on. `onGained` is called when lanes were taken. */
  start(onGained: () => void): Promise<void>
  /** Hands the lanes over. */
  stop(): Promise<void>
}

/** Of a process that does everything. */
export function soleShare({ ledger, installations }: Pick<Store, 'ledger' | 'installations'>): LaneShare {
  return {
    context: {
      ledger,
      posts: undefined,
      isLead: () => true,
      platformFor: (platform) => platform,
      handOver: undefined,
    },
    claim: undefined,
    claimOverRestarts: (interaction) => {
      const now = Date.now()
      return installations.useOnce(interaction, now + claimedMs, now).catch(() => true)
    },
    answerWith: () => {},
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
  // Without the database it is unknown who is first; the platform takes one answer at most.
  const claim = (interaction: string) => shared.requests.claim(interaction).catch(() => true)
  let stopped: Promise<void> | undefined
  const handed = new HandedRequests(shared.requests, () => keeper.fences, log)
  const listening = shared.onChange(() => {
    void handed.answer()
    void keeper.look()
  })
  // Where no notification arrives.
  const looking = setInterval(() => void handed.answer(), lookMs).unref()
  const forgetting = setInterval(() => void shared.requests.forget().catch(() => {}), hourMs).unref()
  return {
    context: {
      ledger: shared.fencedLedger({ lanes: keeper, laneOfDestination, laneOf }),
      posts: (place) => keeper.owns(laneOf(place)),
      isLead: () => keeper.owns(appLane),
      platformFor: (platform, place) => guardPlatform(platform, laneOf(place), keeper),
      handOver: async (error, request) =>
        error instanceof LaneLost ? handed.handOver(error.lane, request).catch(() => undefined) : undefined,
    },
    claim,
    claimOverRestarts: claim,
    answerWith: (handler) => handed.answerWith(handler),
    start: async (onGained) => {
      gained = onGained
      await keeper.start()
    },
    stop: () => {
      for (const timer of [looking, forgetting]) clearInterval(timer)
      stopped ??= keeper.stop().then(() => listening.stop())
      return stopped
    },
  }
}
