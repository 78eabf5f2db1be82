import type { Priority } from '../../domain/priority.ts'
import { FairQueue } from './fair-queue.ts'
import type { RateLimit } from './limiter.ts'

/** A call that waits for its turn. */
export interface Waiting {
  readonly since: number
  /** Makes the call; never rejects. */
  readonly begin: () => Promise<void>
}

/** What several lanes share: a limit over all of them, and the order in which those that are ready go. */
export interface GlobalLimit extends Sleeper {
  readonly limit: RateLimit
  readonly ready: FairQueue<Token>
  heldUntil: number
}

/** Something that is looked at again at this time. */
export interface Sleeper {
  wakesAt?: number | undefined
}

/** A lane's place in the order; it counts as long as it is the lane's latest. */
export interface Token {
  readonly lane: KeyedQueue
  readonly rank: number
}

/** A channel that got something within so many milliseconds gets the rest before another gets its first. */
const begunMs = 60_000

const ranks: Readonly<Record<Priority, number>> = { answer: 0, post: 2, edit: 3 }
const begunRank = 1
const rankCount = 4

export function createGlobalLimit(limit: RateLimit): GlobalLimit {
  return { limit, ready: new FairQueue(rankCount), heldUntil: 0 }
}

/** Calls with one limit, e.g. those that post in one channel. */
export class KeyedQueue implements Sleeper {
  readonly limit: RateLimit
  readonly gate: GlobalLimit
  wakesAt?: number | undefined
  heldUntil = 0
  /** Its place among the lanes that are ready. */
  token: Token | undefined
  readonly #waiting = new FairQueue<Waiting>(rankCount)
  #lastAt = -Infinity

  constructor(limit: RateLimit, gate: GlobalLimit) {
    this.limit = limit
    this.gate = gate
  }

  add(waiting: Waiting, priority: Priority): void {
    this.#waiting.add(waiting, ranks[priority])
  }

  get isEmpty(): boolean {
    return this.#waiting.isEmpty
  }

  /** How urgent the most urgent of its calls is. */
  rank(now: number): number {
    const rank = this.#waiting.first
    return rank === ranks.post && now - this.#lastAt < begunMs ? begunRank : rank
  }

  next(now: number): Waiting | undefined {
    this.#lastAt = now
    return this.#waiting.next()
  }

  isForgettable(now: number): boolean {
    return this.isEmpty && this.token === undefined && this.limit.isFresh(now)
  }
}
