import type { Destination } from './destination.ts'
import { ExpectedError } from './errors.ts'
import { errorWords, reasonFrom } from './failure-reason.ts'
import type { WorkspaceId } from './workspace-id.ts'

/**
 * What holds the pace of one token: the token of one Slack workspace (`slack:default`, `slack:T0123`), or one shard of a
 * Discord token (`discord:0`, of several `discord:1/4`). What is posted through a lane is posted by its one owner.
 */
export type LaneId = `${string}:${string}`

/** `name` is `default`, the id of a workspace, or a shard such as `0` or `1/4`. */
export function formatLaneId(platform: string, name: string): LaneId {
  return `${platform}:${name}`
}

export function platformOfLane(lane: LaneId): string {
  return lane.slice(0, lane.indexOf(':'))
}

/**
 * The lane of the leader: work that belongs to no token and that only one process may do, such as alerts, drafts, sources
 * and reviews. To take this lane is to be elected leader.
 */
export const appLane: LaneId = 'app:0'

/** The place whose lane is looked up: a destination, or a delivery to one that is no longer configured. */
export type LanePlace = Pick<Destination, 'platform' | 'channel'> & { readonly workspace?: WorkspaceId | undefined }

type LaneOf = (place: LanePlace) => LaneId

/** The right of an owner to write what follows from owning a lane: a lane and its fencing token. */
export interface Fence {
  readonly lane: LaneId
  /** Counts up with each new owner. */
  readonly token: number
}

/** Another process owns the lane, or may own it soon: nothing is sent or written, and its owner continues. */
export class LaneLost extends ExpectedError {
  readonly code = 'lane_lost'
  readonly outcome = 'leave'
  readonly lane: LaneId

  constructor(lane: LaneId, options?: ErrorOptions) {
    super(reasonFrom(errorWords, 'lane-lost', lane), options)
    this.lane = lane
  }
}

/** The lanes of this process. */
export interface LaneOwner {
  /** Whether a request may begin now. */
  owns(lane: LaneId): boolean
  /**
   * The fencing token that writes carry. It may be outdated; the ledger checks it. Throws `LaneLost` if this process
   * never owned the lane.
   */
  fence(lane: LaneId): Fence
  /**
   * Runs work that sends requests through the lane. Each throws `LaneLost` unless the lease lasts for some seconds more
   * when it is sent, and is given up shortly before the lease ends.
   */
  send<Result>(lane: LaneId, work: () => Promise<Result>): Promise<Result>
}

/** Facts that all machines agree on, by name. The lane of a destination follows from them. */
export type LaneFacts = ReadonlyMap<string, string>

/** A change of a fact. Lanes end and others begin, with the same work or a part of it. */
export interface LaneChange {
  readonly name: string
  /** Undefined if the fact is new. */
  readonly was: string | undefined
  readonly becomes: string
  readonly ended: readonly LaneId[]
  readonly begun: readonly LaneId[]
}

/** The shared record of lane owners. Leases count by the clock of the database, in milliseconds. */
export interface LaneStore {
  facts(): Promise<LaneFacts>
  /**
   * Changes a fact, unless it is no longer what it was: then false. No machine can take the lanes that begin before
   * every lease of the lanes that end has run out.
   */
  change(change: LaneChange): Promise<boolean>
  /** Extends the leases that are still held, and notes that the machine is alive. Adds lanes that are new. */
  renew(machine: string, held: readonly Fence[], lanes: readonly LaneId[], leaseMs: number): Promise<LaneReport>
  /** Takes up to that many of the lanes whose lease has ended. */
  claim(machine: string, lanes: readonly LaneId[], most: number, leaseMs: number): Promise<readonly Fence[]>
  /** Ends leases that are still held, so that another machine takes the lanes at once. */
  release(held: readonly Fence[]): Promise<void>
  /** The machine stops: it counts no longer, and its leases end, at the same moment. */
  leave(machine: string, held: readonly Fence[]): Promise<void>
  /** How many machines are alive. */
  machines(): Promise<number>
}

export interface LaneReport {
  /** The lanes that the machine holds. */
  readonly held: ReadonlySet<LaneId>
  /** The lanes that no machine holds. */
  readonly free: readonly LaneId[]
  /** How many machines share the lanes, this one included: those that renewed within half a lease. */
  readonly machines: number
  /** In how many milliseconds a lease of another machine may end; undefined if there is none. */
  readonly nextEndMs?: number | undefined
}

/** How a ledger finds the fence that a write names. */
export interface FencingContext {
  readonly lanes: Pick<LaneOwner, 'fence'>
  /** The lane of a destination, by its name; undefined if there is no destination of that name. */
  readonly laneOfDestination: (name: string) => LaneId | undefined
  readonly laneOf: LaneOf
}

/** What readers ask of machines that do not own the lane. */
export interface LaneRequests {
  /** Hands a request to the owner of the lane. Resolves with the reply, or with undefined if there is none in time. */
  ask(lane: LaneId, request: string): Promise<string | undefined>
  /** The requests for these lanes that no owner took since. A new owner takes those of the last one again. */
  take(fences: readonly Fence[]): Promise<readonly { readonly id: string; readonly request: string }[]>
  reply(id: string, reply: string): Promise<void>
  /** Whether this is the first machine that claims the interaction. The first one may claim it again. */
  claim(interaction: string): Promise<boolean>
  /** Deletes what is old. */
  forget(): Promise<void>
}
