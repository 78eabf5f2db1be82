import { minuteMs } from '../../domain/duration.ts'
import type { Priority } from '../../domain/platform.ts'
import { type CallPermit, createGlobalLimit, type GlobalLimit, type KeyedQueue } from '../rate-limit/keyed-queue.ts'
import { type Rate, type RateLimit, rateLimit, unlimited } from '../rate-limit/rate-limit.ts'
import type { RateLimitedQueue } from '../rate-limit/rate-limited-queue.ts'

/** How long a call without an answer delays others with the same limit, in milliseconds. */
const lateMs = 9_000

/** "1 message per second per channel": https://docs.slack.dev/apis/web-api/rate-limits */
const inChannel: Rate = { most: 1, withinMs: 1_000, isEven: true, lateMs }

/** "Several hundred messages per minute" in a workspace, same page: 300, spread over the minute. */
const inWorkspace: Rate = { most: 8, withinMs: 1_600, isEven: true, lateMs }

/** The same page's tiers: calls of a method per minute, "or more". */
const tiers = { one: 1, two: 20, three: 50, four: 100 } as const

/** "Small bursts" are tolerated: the calls of this many milliseconds may come at once. */
const burstMs = 24_000

/** The tier of each method that we use, from its own page under https://docs.slack.dev/reference/methods */
const tierOf: Readonly<Record<string, keyof typeof tiers>> = {
  'bots.info': 'three',
  'chat.delete': 'three',
  'chat.postEphemeral': 'four',
  'chat.update': 'three',
  'conversations.history': 'three',
  'conversations.info': 'three',
  'conversations.join': 'three',
  'conversations.replies': 'three',
  'usergroups.users.list': 'two',
  'users.info': 'four',
  'views.open': 'four',
  'views.publish': 'four',
}

type Body = Readonly<Record<string, unknown>>

/** Slack's limits for one app in one workspace: by method, and for posts by channel and over all channels. */
export class SlackRateLimits {
  readonly #queue: RateLimitedQueue
  readonly #posts: GlobalLimit = createGlobalLimit(rateLimit(inWorkspace))
  readonly #others: GlobalLimit = createGlobalLimit(unlimited)
  #lastLimited: KeyedQueue | undefined

  constructor(queue: RateLimitedQueue) {
    this.#queue = queue
  }

  /** Resolves when the limits allow the call. */
  acquire(method: string, body: Body, priority: Priority): Promise<CallPermit> {
    const isPost = method === 'chat.postMessage'
    const limit = () => (isPost ? rateLimit(inChannel) : limitOf(method))
    const globalLimit = isPost ? this.#posts : this.#others
    return this.#queue.acquire({ lane: laneOf(method, body), priority, limit, globalLimit })
  }

  /** Ends all waiting; from now on, calls send no request. */
  disable(): void {
    this.#queue.disable()
  }

  /** Ends `disable`. */
  enable(): void {
    this.#queue.enable()
  }

  /** Handles a 429. For posts Slack does not say which limit was exceeded: after one in a second channel, all posts pause. */
  onRateLimited(method: string, body: Body, ms: number): void {
    const lane = this.#queue.lane(laneOf(method, body))
    if (!lane) return
    const other = this.#lastLimited
    if (other && other !== lane && other.globalLimit === lane.globalLimit && other.heldUntil > this.#queue.now()) {
      this.#queue.pauseFor(lane.globalLimit, ms)
    }
    this.#queue.pauseFor(lane, ms)
    this.#lastLimited = lane
  }
}

function laneOf(method: string, body: Body): string {
  return method === 'chat.postMessage' ? `${method} ${body.channel}` : method
}

function limitOf(method: string): RateLimit {
  const tier = tierOf[method]
  if (!tier) return unlimited
  return rateLimit({ most: Math.max(1, (tiers[tier] * burstMs) / minuteMs), withinMs: burstMs, lateMs })
}
