import type { Clock } from '../../domain/clock.ts'
import type { PlatformName } from '../../domain/destination.ts'
import type { MetricsRecorder } from '../../domain/metrics.ts'
import type { Priority } from '../../domain/platform.ts'
import { type CallPermit, type GlobalLimit, KeyedQueue, type Sleeper, type Waiting } from './keyed-queue.ts'
import type { RateLimit } from './rate-limit.ts'

/** A call that waits for a permit. */
export interface Call {
  /** Calls with the same lane share its limit. */
  readonly lane: string
  readonly priority: Priority
  /** Creates the limit of the lane, if the lane is new. */
  readonly limit: () => RateLimit
  /** The limit that it shares with the calls of other lanes. */
  readonly globalLimit: GlobalLimit
}

interface RateLimitedQueueOptions {
  readonly platform: PlatformName
  /** Must be monotonic. */
  readonly clock: Clock
  readonly metrics?: MetricsRecorder | undefined
}

/** Idle lanes are removed once there are this many. */
const lanesMin = 256

/**
 * Keeps the process below the rate limits of a platform, so that a 429 is an exception. Every call needs a permit, which
 * is given when the limits allow the call and nothing more urgent waits. It never repeats a call.
 */
export class RateLimitedQueue {
  readonly #options: RateLimitedQueueOptions
  readonly #lanes = new Map<string, KeyedQueue>()
  #sweepAt = lanesMin
  #latest = 0
  #isDisabled = false

  constructor(options: RateLimitedQueueOptions) {
    this.#options = options
  }

  /** Resolves when the call may be made. */
  acquire(call: Call): Promise<CallPermit> {
    const lane = this.#lanes.get(call.lane) ?? this.#open(call)
    return new Promise((resolve) => {
      lane.add({ since: this.now(), start: resolve }, call.priority)
      this.#check(lane)
    })
  }

  /** Runs the task with a permit. */
  async run<Answer>(call: Call, task: () => Promise<Answer>): Promise<Answer> {
    const permit = await this.acquire(call)
    try {
      return await task()
    } finally {
      permit.release()
    }
  }

  /** Starts no call of this lane, or of all lanes behind this global limit, for this long. */
  pauseFor(what: KeyedQueue | GlobalLimit, ms: number): void {
    what.heldUntil = Math.max(what.heldUntil, this.now() + ms)
    what.limit.hold(what.heldUntil)
  }

  /** Gives a permit to all calls at once: the caller makes no more requests. */
  disable(): void {
    this.#isDisabled = true
    for (const lane of this.#lanes.values()) this.#check(lane)
  }

  /** Ends `disable`. */
  enable(): void {
    this.#isDisabled = false
  }

  /** The lane of that name, unless it was removed. */
  lane(name: string): KeyedQueue | undefined {
    return this.#lanes.get(name)
  }

  /** Lets the lane be found under a second name. */
  alias(name: string, lane: KeyedQueue): void {
    if (!this.#lanes.has(name)) this.#lanes.set(name, lane)
  }

  get lanes(): number {
    return this.#lanes.size
  }

  /** The current time, at least that of the last timer: a timer may fire slightly early. */
  now(): number {
    this.#latest = Math.max(this.#latest, this.#options.clock.now())
    return this.#latest
  }

  #open({ lane: name, limit, globalLimit }: Call): KeyedQueue {
    if (this.#lanes.size >= this.#sweepAt) this.#removeIdle()
    const lane = new KeyedQueue(limit(), globalLimit)
    this.#lanes.set(name, lane)
    return lane
  }

  #removeIdle(): void {
    const now = this.now()
    for (const [name, lane] of this.#lanes) if (lane.isIdle(now)) this.#lanes.delete(name)
    this.#sweepAt = Math.max(lanesMin, this.#lanes.size * 2)
  }

  #check(lane: KeyedQueue): void {
    this.#enqueue(lane)
    this.#startReady(lane.globalLimit)
  }

  /** Queues the lane at its global limit as soon as its own limit allows. */
  #enqueue(lane: KeyedQueue): void {
    if (lane.isEmpty) return
    const now = this.now()
    const at = this.#freeAt(lane.limit, now)
    if (at > now) {
      this.#wake(lane, at, () => this.#check(lane))
      return
    }
    const rank = lane.rank(now)
    if (lane.token && lane.token.rank <= rank) return
    lane.token = { lane, rank }
    lane.globalLimit.ready.add(lane.token, rank)
  }

  /** Starts the calls of lanes that are ready, as far as the global limit allows. */
  #startReady(globalLimit: GlobalLimit): void {
    while (!globalLimit.ready.isEmpty) {
      const now = this.now()
      const at = this.#freeAt(globalLimit.limit, now)
      if (at > now) {
        this.#wake(globalLimit, at, () => this.#startReady(globalLimit))
        return
      }
      const token = globalLimit.ready.next()
      // The lane was queued again for a more urgent call, or paused.
      if (!token || token.lane.token !== token) continue
      token.lane.token = undefined
      if (this.#freeAt(token.lane.limit, now) <= now) this.#start(token.lane, now)
      this.#enqueue(token.lane)
    }
  }

  #freeAt(limit: RateLimit, now: number): number {
    return this.#isDisabled ? now : limit.freeAt(now)
  }

  #start(lane: KeyedQueue, now: number): void {
    const { globalLimit } = lane
    const waiting = lane.next(now)
    if (!waiting) return
    const readyAt = Math.max(waiting.since, lane.limit.freeAt(now))
    const ended = [lane.limit.begin(now, waiting.since), globalLimit.limit.begin(now, readyAt)]
    this.#recordWait(waiting, lane, now)
    let isReleased = false
    const release = () => {
      if (isReleased) return
      isReleased = true
      for (const end of ended) end(this.now())
      this.#check(lane)
    }
    waiting.start({ release })
  }

  #recordWait({ since }: Waiting, lane: KeyedQueue, now: number): void {
    const { metrics, platform } = this.#options
    const wasPaused = Math.max(lane.heldUntil, lane.globalLimit.heldUntil) > since
    if (now > since) metrics?.waited(platform, wasPaused ? 'retry_after' : 'pacing', now - since)
  }

  #wake(sleeper: Sleeper, at: number, check: () => void): void {
    if (at === Infinity || (sleeper.wakesAt !== undefined && sleeper.wakesAt <= at)) return
    sleeper.wakesAt = at
    void this.#options.clock.wait(at - this.now()).then(() => {
      if (sleeper.wakesAt !== at) return
      sleeper.wakesAt = undefined
      this.#latest = Math.max(this.#latest, at)
      check()
    })
  }
}
