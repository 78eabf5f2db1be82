import type { Priority } from '../../domain/priority.ts'
import type { RateLimitedQueue } from '../rate-limit/call-scheduler.ts'
import { createGlobalLimit, type GlobalLimit } from '../rate-limit/lane.ts'
import { type Rate, rateLimit } from '../rate-limit/limiter.ts'
import { Bucket } from './bucket.ts'

/** "All bots can make up to 50 requests per second": https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const overall: Rate = { most: 50, withinMs: 1_000, isStrict: true, lateMs: 5_000 }

/** One request, as Discord's limits see it. */
export interface Route {
  readonly verb: string
  readonly path: string
}

/**
 * Discord's limits: one for each bucket, of which nothing is known but what its answers say, and one over all. A route
 * has a bucket for each channel, server and webhook, and may share it with other routes.
 */
export class DiscordRateLimits {
  readonly #queue: RateLimitedQueue
  readonly #all: GlobalLimit = createGlobalLimit(rateLimit(overall))
  /** Discord's names of buckets, by route. */
  readonly #names = new Map<string, string>()

  constructor(queue: RateLimitedQueue) {
    this.#queue = queue
  }

  /** Makes the call when the limits allow it. */
  run<Answer>(route: Route, priority: Priority, call: () => Promise<Answer>): Promise<Answer> {
    const known = [this.#named(route), plainName(route)].find((name) => this.#queue.lane(name))
    const lane = known ?? this.#named(route)
    return this.#queue.run({ lane, priority, limit: () => new Bucket(), gate: this.#all }, call)
  }

  /** Learns from the headers of an answer. */
  note(route: Route, headers: Headers): void {
    const [name, left, seconds] = ['bucket', 'remaining', 'reset-after'].map((key) => headers.get(`x-ratelimit-${key}`))
    const lane = this.#queue.lane(this.#named(route)) ?? this.#queue.lane(plainName(route))
    if (!name || left == null || seconds == null || !lane) return
    this.#names.set(kindOf(route), name)
    this.#queue.alias(this.#named(route), lane)
    if (lane.limit instanceof Bucket) lane.limit.note(Number(left), this.#queue.now() + Number(seconds) * 1000)
  }

  /** Discord asked to wait: in this bucket, or everywhere. */
  onRateLimited(route: Route, ms: number, everywhere: boolean): void {
    const lane = this.#queue.lane(this.#named(route)) ?? this.#queue.lane(plainName(route))
    if (everywhere) this.holdAll(ms)
    else if (lane) this.#queue.pauseFor(lane, ms)
  }

  /** Nothing waits any more: what begins from now on makes no calls. */
  disable(): void {
    this.#queue.disable()
  }

  /** Nothing begins for so long. */
  holdAll(ms: number): void {
    this.#queue.pauseFor(this.#all, ms)
  }

  #named(route: Route): string {
    return `${this.#names.get(kindOf(route)) ?? kindOf(route)} ${ownerOf(route)}`
  }
}

function plainName(route: Route): string {
  return `${kindOf(route)} ${ownerOf(route)}`
}

/** The route without the ids in it. */
function kindOf({ verb, path }: Route): string {
  return `${verb} ${path.replaceAll(/\d{15,}/g, '*')}`
}

/** The channel, server or webhook for which Discord counts apart. */
function ownerOf({ path }: Route): string {
  return /^\/(?:channels|guilds|webhooks)\/(\d+)/.exec(path)?.[1] ?? ''
}
