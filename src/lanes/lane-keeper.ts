import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { errorFields, LedgerUnusable } from '../domain/errors.ts'
import { type Fence, type LaneFacts, type LaneId, LaneLost, type LaneOwner, type LaneStore } from '../domain/lane.ts'
import type { Log } from '../domain/log.ts'
import { withRequestGuard } from '../lib/request-guard.ts'
import { Lease, type LeaseClock, leaseClock, momentOf } from './lease.ts'
import { OwnedLane } from './owned-lane.ts'

/** How long a lease lasts, how often it is renewed, and how soon after a failure, in milliseconds. */
const [leaseMs, renewMs, retryMs] = [15_000, 4_000, 1_000]

/** How long after the end of a lease its lane is taken, in milliseconds. */
const afterEndMs = 50

/** How long a free lane is left to machines that have less than their share, in milliseconds. */
const leftMs = 200

/** How long a lane beyond the share is kept, in milliseconds: a machine that was killed counts until then. */
const keptMs = leaseMs / 2

/** How long requests in flight may take when a lane is handed over, in milliseconds. */
const handOverMs = 500

interface LaneKeeperContext {
  readonly store: LaneStore
  /** The unique name of this process. */
  readonly machine: string
  /** All lanes that follow from the facts that the machines have agreed on. */
  readonly lanes: (facts: LaneFacts) => readonly LaneId[]
  /** Called with what they have agreed on, after lanes that ended with a change of it are given up. */
  readonly onFacts: (facts: LaneFacts) => void
  /** Called when lanes were taken, or can be used again after their leases ended. */
  readonly onGained: (lanes: readonly LaneId[]) => void
  readonly log: Log
  readonly clock?: LeaseClock
}

/** The lanes and the machines among which they are divided, as of the last look. */
interface Division {
  readonly lanes: readonly LaneId[]
  readonly machines: number
}

/** Each machine's part of a limit for requests that belong to no lane, such as looking at a channel. In requests. */
const forEach = 2

/** Takes lanes, keeps their leases and hands them over. Each machine takes its equal share. */
export class LaneKeeper implements LaneOwner {
  readonly #context: LaneKeeperContext
  readonly #clock: LeaseClock
  readonly #owned = new Map<LaneId, OwnedLane>()
  /** The last fencing token of each lane that this process ever owned. Later writes carry it; the ledger decides. */
  readonly #fences = new Map<LaneId, Fence>()
  readonly #stopping = new AbortController()
  #round: Promise<void> = Promise.resolve()
  /** A renewal that has not begun: all callers share it. */
  #next: Promise<void> | undefined
  #isReachable = true
  /** The delay before the next renewal, in milliseconds. */
  #pauseMs = renewMs
  #division: Division = { lanes: [], machines: 1 }
  /** Since when each lane is known to be free, by the steady clock. */
  #freeSince = new Map<LaneId, number>()

  constructor(context: LaneKeeperContext) {
    this.#context = context
    this.#clock = context.clock ?? leaseClock
  }

  /** Takes its share of the lanes, and keeps them until it is stopped. */
  async start(): Promise<void> {
    await this.look()
    void this.#keep()
  }

  owns(lane: LaneId): boolean {
    return this.#owned.get(lane)?.isUsable ?? false
  }

  /** The fences of the lanes that it owns. */
  get fences(): readonly Fence[] {
    return [...this.#owned.values()].map(({ fence }) => fence).filter(({ lane }) => this.owns(lane))
  }

  /** The part of a limit that the lanes of one token share: `most` of it in all. */
  partOf(most: number, isOfToken: (lane: LaneId) => boolean): number {
    const { lanes, machines } = this.#division
    const all = lanes.filter(isOfToken)
    const own = all.filter((lane) => this.owns(lane)).length
    return forEach + Math.floor((Math.max(0, most - forEach * machines) * own) / Math.max(1, all.length))
  }

  fence(lane: LaneId): Fence {
    const fence = this.#fences.get(lane)
    if (!fence) throw new LaneLost(lane)
    return fence
  }

  async send<Result>(lane: LaneId, work: () => Promise<Result>): Promise<Result> {
    const owned = this.#owned.get(lane)
    if (!owned) throw new LaneLost(lane)
    owned.check()
    return withRequestGuard(owned, work)
  }

  /** Renews the leases now, and takes free lanes. One at a time. */
  look(): Promise<void> {
    if (this.#next) return this.#next
    const next = this.#round.then(() => {
      this.#next = undefined
      return this.#look()
    })
    this.#next = next
    this.#round = next
    return next
  }

  /** Hands all lanes over: another machine can take them once this resolves. Those without a request in flight go first. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    for (const owned of this.#owned.values()) owned.isLeaving = true
    await this.#round
    const { store, machine } = this.#context
    const { idle = [], busy = [] } = Object.groupBy(this.#owned.values(), ({ flights }) =>
      flights.size > 0 ? 'busy' : 'idle',
    )
    const left = this.#giveUp(idle, (fences) => store.leave(machine, fences))
    const landed = busy.map(async (owned) => {
      await Promise.all([left, owned.landed(handOverMs)])
      await this.#giveUp([owned])
    })
    await Promise.all([left, ...landed])
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await wait(this.#pauseMs, undefined, { signal, ref: false }).catch(() => {})
      if (!signal.aborted) await this.look()
    }
  }

  async #look(): Promise<void> {
    if (this.#stopping.signal.aborted) return
    this.#pauseMs = renewMs
    await this.#try(async () => {
      const { store, machine } = this.#context
      const facts = await store.facts()
      const [lanes, begun] = [this.#context.lanes(facts), momentOf(this.#clock)]
      const held = [...this.#owned.values()].map(({ fence }) => fence)
      const report = await store.renew(machine, held, lanes, leaseMs)
      // Their leases ended while the database could not be reached, and no other machine took them.
      const regained = [...report.held].filter((lane) => !this.owns(lane))
      for (const owned of [...this.#owned.values()]) {
        if (report.held.has(owned.fence.lane)) owned.lease.extend(begun)
        else this.#drop(owned)
      }
      this.#context.onFacts(facts)
      if (regained.length > 0) this.#context.onGained(regained)
      this.#division = { lanes, machines: report.machines }
      // Where the lease of another machine ends, its lane is free at once.
      if (report.nextEndMs !== undefined) this.#pauseMs = Math.min(renewMs, report.nextEndMs + afterEndMs)
      const share = Math.ceil(lanes.length / Math.max(1, report.machines))
      const now = this.#clock.steady()
      this.#freeSince = new Map(report.free.map((lane) => [lane, this.#freeSince.get(lane) ?? now]))
      if (report.free.length > 0) await this.#takeOf(report.free, share, facts, now)
      else await this.#handOver([...this.#owned.values()].slice(share).filter(({ keptUntil }) => keptUntil <= now))
    })
  }

  /**
   * Takes free lanes up to the share. A lane that is left over is taken beyond it: a machine that counts may have been
   * killed before it took its share.
   */
  async #takeOf(free: readonly LaneId[], share: number, facts: LaneFacts, now: number): Promise<void> {
    if (this.#owned.size < share) return this.#claim(free, share - this.#owned.size, facts)
    const left = free.filter((lane) => now - (this.#freeSince.get(lane) ?? now) >= leftMs)
    if (left.length > 0) return this.#claim(left, left.length, facts, now + keptMs)
    const soon = wait(leftMs, undefined, { signal: this.#stopping.signal, ref: false })
    void soon.then(() => this.look()).catch(() => {})
  }

  async #claim(free: readonly LaneId[], most: number, facts: LaneFacts, keptUntil = 0): Promise<void> {
    const { store, machine, log, onGained } = this.#context
    if (this.#stopping.signal.aborted) return
    const begun = momentOf(this.#clock)
    const taken = await store.claim(machine, free, most, leaseMs)
    // A fact that changes from now on ends these leases, but one that changed just before does not.
    if (!isDeepStrictEqual(await store.facts(), facts)) return store.release(taken)
    for (const fence of taken) {
      const lease = new Lease(this.#clock, leaseMs, begun)
      this.#owned.set(fence.lane, new OwnedLane(fence, lease, keptUntil))
      this.#fences.set(fence.lane, fence)
      log.info({ lane: fence.lane, fence: fence.token }, 'took a lane')
    }
    if (taken.length > 0) onGained(taken.map(({ lane }) => lane))
  }

  #drop({ fence: { lane } }: OwnedLane): void {
    this.#owned.delete(lane)
    this.#context.log.warn({ lane }, 'another machine has taken a lane')
  }

  /** Gives lanes to machines that have less than their share. */
  async #handOver(leaving: readonly OwnedLane[]): Promise<void> {
    if (leaving.length === 0) return
    for (const owned of leaving) owned.isLeaving = true
    await Promise.all(leaving.map((owned) => owned.landed(handOverMs)))
    await this.#giveUp(leaving)
  }

  async #giveUp(
    leaving: readonly OwnedLane[],
    release: LaneStore['release'] = (fences) => this.#context.store.release(fences),
  ): Promise<void> {
    const fences = leaving.map(({ fence }) => fence)
    for (const { lane } of fences) this.#owned.delete(lane)
    await this.#try(() => release(fences))
    if (fences.length > 0) this.#context.log.info({ count: fences.length }, 'handed lanes over')
  }

  /** While the database cannot be used, which it logs itself, leases end by themselves. */
  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#isReachable = true
    } catch (error) {
      const isSaid = error instanceof LedgerUnusable || !this.#isReachable
      if (!isSaid) this.#context.log.warn(errorFields(error), 'the lanes could not be renewed, trying again')
      this.#isReachable = false
      this.#pauseMs = retryMs
    }
  }
}
