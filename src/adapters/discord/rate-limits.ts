import type { Priority } from '../../domain/platform.ts'
import { type CallPermit, createGlobalLimit, type GlobalLimit } from '../rate-limit/keyed-queue.ts'
import { type Rate, type RateLimit, rateLimit } from '../rate-limit/rate-limit.ts'
import type { Call, RateLimitedQueue } from '../rate-limit/rate-limited-queue.ts'

/** "All bots can make up to 50 requests per second": https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const overall = { most: 50, withinMs: 1_000, isStrict: true, lateMs: 5_000 } as const satisfies Rate

/**
 * A part that grew counts one window later: the platform may still count requests of the machine that had it until then.
 */
function growsLate(partNow: () => number, windowMs: number, now: () => number): () => number {
  let used = partNow()
  let grown: { readonly part: number; readonly at: number } | undefined
  return () => {
    const part = partNow()
    if (part <= used) {
      used = part
      grown = undefined
    } else if (grown?.part !== part) grown = { part, at: now() + windowMs }
    else if (now() >= grown.at) used = part
    return used
  }
}

/** One request, as Discord's limits see it. */
export interface Route {
  readonly verb: string
  readonly path: string
}

/**
 * Discord's limits: one per bucket, known only from the headers of responses, and a global one. A route has a bucket per
 * channel, server and webhook, and may share it with other routes.
 */
export class DiscordRateLimits {
  readonly #queue: RateLimitedQueue
  readonly #all: GlobalLimit
  /** Discord's bucket ids, by route. */
  readonly #bucketIds = new Map<string, string>()

  /** `partOf` is this machine's part of what the token may do. */
  constructor(queue: RateLimitedQueue, partOf: (most: number) => number = (most) => most) {
    this.#queue = queue
    const most = growsLate(
      () => partOf(overall.most),
      overall.withinMs,
      () => queue.now(),
    )
    this.#all = createGlobalLimit(rateLimit({ ...overall, most }))
  }

  /** Resolves when the limits allow the call. */
  acquire(route: Route, priority: Priority): Promise<CallPermit> {
    return this.#queue.acquire(this.#callOf(route, priority))
  }

  /** Runs the task when the limits allow the call. */
  run<Answer>(route: Route, priority: Priority, task: () => Promise<Answer>): Promise<Answer> {
    return this.#queue.run(this.#callOf(route, priority), task)
  }

  #callOf(route: Route, priority: Priority): Call {
    const known = [this.#laneName(route), defaultLaneName(route)].find((name) => this.#queue.lane(name))
    return { lane: known ?? this.#laneName(route), priority, limit: () => new Bucket(), globalLimit: this.#all }
  }

  /** Updates the limits from the headers of a response. */
  update(route: Route, headers: Headers): void {
    const [name, left, seconds] = ['bucket', 'remaining', 'reset-after'].map((key) => headers.get(`x-ratelimit-${key}`))
    const lane = this.#queue.lane(this.#laneName(route)) ?? this.#queue.lane(defaultLaneName(route))
    if (!name || left == null || seconds == null || !lane) return
    this.#bucketIds.set(routePattern(route), name)
    this.#queue.alias(this.#laneName(route), lane)
    if (lane.limit instanceof Bucket) lane.limit.update(Number(left), this.#queue.now() + Number(seconds) * 1000)
  }

  /** Handles a 429 for this bucket, or for all. */
  onRateLimited(route: Route, ms: number, isGlobal: boolean): void {
    const lane = this.#queue.lane(this.#laneName(route)) ?? this.#queue.lane(defaultLaneName(route))
    if (isGlobal) this.pauseAll(ms)
    else if (lane) this.#queue.pauseFor(lane, ms)
  }

  /** Ends all waiting; from now on, calls send no request. */
  disable(): void {
    this.#queue.disable()
  }

  /** Ends `disable`. */
  enable(): void {
    this.#queue.enable()
  }

  /** Starts no call for this long. */
  pauseAll(ms: number): void {
    this.#queue.pauseFor(this.#all, ms)
  }

  #laneName(route: Route): string {
    return `${this.#bucketIds.get(routePattern(route)) ?? routePattern(route)} ${majorParameter(route)}`
  }
}

function defaultLaneName(route: Route): string {
  return `${routePattern(route)} ${majorParameter(route)}`
}

/** The route without the ids in it. */
function routePattern({ verb, path }: Route): string {
  return `${verb} ${path.replaceAll(/\d{15,}/g, '*')}`
}

/** The channel, server or webhook: Discord keeps a bucket for each. */
function majorParameter({ path }: Route): string {
  return /^\/(?:channels|guilds|webhooks)\/(\d+)/.exec(path)?.[1] ?? ''
}

/**
 * A bucket as the headers of its responses describe it. Allows one call at a time, because only the response says how
 * many are left. https://docs.discord.com/developers/topics/rate-limits#header-format
 */
class Bucket implements RateLimit {
  #left = 1
  #filledAt = 0
  #isBusy = false

  update(left: number, filledAt: number): void {
    this.#left = left
    this.#filledAt = filledAt
  }

  freeAt(now: number): number {
    if (this.#isBusy) return Number.POSITIVE_INFINITY
    return this.#left > 0 ? now : this.#filledAt
  }

  begin(): () => void {
    this.#isBusy = true
    this.#left -= 1
    return () => {
      this.#isBusy = false
    }
  }

  hold(until: number): void {
    this.update(0, until)
  }

  isFresh(now: number): boolean {
    return !this.#isBusy && this.#filledAt <= now
  }
}

/**
 * Discord bans an IP address after 10,000 invalid requests within ten minutes:
 * https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 * The bot stops at half of that: other bots may use the same address.
 */
const refusalsMax = 5_000
const withinMs = 600_000

/** Statuses that count as invalid requests, except a 429 of the scope "shared". */
const invalid: readonly number[] = [401, 403, 429]

/** Counts invalid requests. */
export class InvalidRequests {
  readonly #now: () => number
  #times: number[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  /** Counts a response. Returns for how many milliseconds to send nothing, if the maximum is reached. */
  add(status: number, headers: Headers): number | undefined {
    if (!invalid.includes(status) || headers.get('x-ratelimit-scope') === 'shared') return undefined
    const now = this.#now()
    this.#times.push(now)
    if (this.#times.length < refusalsMax) return undefined
    this.#times = this.#times.filter((at) => now - at < withinMs)
    if (this.#times.length < refusalsMax) return undefined
    // Until half of them are older than the window.
    const [middle = now] = this.#times.splice(0, refusalsMax / 2).slice(-1)
    return middle + withinMs - now
  }
}
