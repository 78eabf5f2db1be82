import type { Clock } from '../../domain/clock.ts'
import type { PlatformName } from '../../domain/destination.ts'
import type { MetricsRecorder } from '../../domain/metrics.ts'
import type { Priority } from '../../domain/priority.ts'
import { type GlobalLimit, KeyedQueue, type Sleeper, type Waiting } from './lane.ts'
import type { RateLimit } from './limiter.ts'

/** One request, as the pace sees it. */
export interface Call {
  /** Calls of one lane share its limit. */
  readonly lane: string
  readonly priority: Priority
  /** The limit of the lane, where it is not known yet. */
  readonly limit: () => RateLimit
  /** What it shares with the calls of other lanes. */
  readonly gate: GlobalLimit
}

export interface RateLimitedQueueOptions {
  readonly platform: PlatformName
  /** One that nobody sets back. */
  readonly clock: Clock
  readonly metrics?: MetricsRecorder | undefined
}

/** So many lanes are remembered before it is looked which can be forgotten. */
const lanesMin = 256

/**
 * Keeps us below the rate limits ahead of time, so that being told to slow down is an exception: everything that the
 * process asks of a platform passes here, and begins when the limits allow it and nothing more urgent waits.
 */
export class RateLimitedQueue {
  readonly #options: RateLimitedQueueOptions
  readonly #lanes = new Map<string, KeyedQueue>()
  #sweepAt = lanesMin
  #reached = 0
  #isLifted = false

  constructor(options: RateLimitedQueueOptions) {
    this.#options = options
  }

  /** Begins the task when its turn has come, and gives what it gives. */
  run<Answer>(call: Call, task: () => Promise<Answer>): Promise<Answer> {
    const lane = this.#lanes.get(call.lane) ?? this.#open(call)
    return new Promise((resolve, reject) => {
      lane.add({ since: this.now(), begin: () => task().then(resolve, reject) }, call.priority)
      this.#look(lane)
    })
  }

  /** The platform said that nothing is to come for so long: nothing of this lane, or nothing through this gate. */
  pauseFor(what: KeyedQueue | GlobalLimit, ms: number): void {
    what.heldUntil = Math.max(what.heldUntil, this.now() + ms)
    what.limit.hold(what.heldUntil)
  }

  /** Nothing waits any more: what begins from now on makes no calls. */
  disable(): void {
    this.#isLifted = true
    for (const lane of this.#lanes.values()) this.#look(lane)
  }

  /** The lane of that name, while it is remembered. */
  lane(name: string): KeyedQueue | undefined {
    return this.#lanes.get(name)
  }

  /** The lane is known by this name, too. */
  alias(name: string, lane: KeyedQueue): void {
    if (!this.#lanes.has(name)) this.#lanes.set(name, lane)
  }

  get lanes(): number {
    return this.#lanes.size
  }

  /** The time, as far as we have waited: a timer that rings a little early has rung. */
  now(): number {
    this.#reached = Math.max(this.#reached, this.#options.clock.now())
    return this.#reached
  }

  #open({ lane: name, limit, gate }: Call): KeyedQueue {
    if (this.#lanes.size >= this.#sweepAt) this.#forget()
    const lane = new KeyedQueue(limit(), gate)
    this.#lanes.set(name, lane)
    return lane
  }

  #forget(): void {
    const now = this.now()
    for (const [name, lane] of this.#lanes) if (lane.isForgettable(now)) this.#lanes.delete(name)
    this.#sweepAt = Math.max(lanesMin, this.#lanes.size * 2)
  }

  #look(lane: KeyedQueue): void {
    this.#lineUp(lane)
    this.#let(lane.gate)
  }

  /** Lines the lane up before its gate as soon as its own limit allows. */
  #lineUp(lane: KeyedQueue): void {
    if (lane.isEmpty) return
    const now = this.now()
    const at = this.#freeAt(lane.limit, now)
    if (at > now) {
      this.#wake(lane, at, () => this.#look(lane))
      return
    }
    const rank = lane.rank(now)
    if (lane.token && lane.token.rank <= rank) return
    lane.token = { lane, rank }
    lane.gate.ready.add(lane.token, rank)
  }

  /** Lets those through whose turn it is. */
  #let(gate: GlobalLimit): void {
    while (!gate.ready.isEmpty) {
      const now = this.now()
      const at = this.#freeAt(gate.limit, now)
      if (at > now) {
        this.#wake(gate, at, () => this.#let(gate))
        return
      }
      const token = gate.ready.next()
      // Meanwhile the lane was lined up for something more urgent, or held.
      if (!token || token.lane.token !== token) continue
      token.lane.token = undefined
      if (this.#freeAt(token.lane.limit, now) <= now) this.#begin(token.lane, now)
      this.#lineUp(token.lane)
    }
  }

  #freeAt(limit: RateLimit, now: number): number {
    return this.#isLifted ? now : limit.freeAt(now)
  }

  #begin(lane: KeyedQueue, now: number): void {
    const { gate } = lane
    const waiting = lane.next(now)
    if (!waiting) return
    const readyAt = Math.max(waiting.since, lane.limit.freeAt(now))
    const ended = [lane.limit.begin(now, waiting.since), gate.limit.begin(now, readyAt)]
    this.#note(waiting, lane, now)
    void waiting.begin().finally(() => {
      for (const end of ended) end(this.now())
      this.#look(lane)
    })
  }

  #note({ since }: Waiting, lane: KeyedQueue, now: number): void {
    const { metrics, platform } = this.#options
    const wasTold = Math.max(lane.heldUntil, lane.gate.heldUntil) > since
    if (now > since) metrics?.waited(platform, wasTold ? 'told' : 'paced', now - since)
  }

  #wake(who: Sleeper, at: number, look: () => void): void {
    if (at === Infinity || (who.wakesAt !== undefined && who.wakesAt <= at)) return
    who.wakesAt = at
    void this.#options.clock.wait(at - this.now()).then(() => {
      if (who.wakesAt !== at) return
      who.wakesAt = undefined
      this.#reached = Math.max(this.#reached, at)
      look()
    })
  }
}
