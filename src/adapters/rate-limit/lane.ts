import type { Priority } from '../../domain/priority.ts'
import { Turns } from './fair-queue.ts'
import type { Limit } from './limiter.ts'

/** A call that waits for its turn. */
export interface Waiting {
  readonly since: number
  /** Makes the call; never rejects. */
  readonly begin: () => Promise<void>
}

/** What several lanes share: a limit over all of them, and the order in which those that are ready go. */
export interface Gate extends Sleeper {
  readonly limit: Limit
  readonly ready: Turns<Token>
  heldUntil: number
}

/** Something that is looked at again at this time. */
export interface Sleeper {
  wakesAt?: number | undefined
}

/** A lane's place in the order; it counts as long as it is the lane's latest. */
export interface Token {
  readonly lane: Lane
  readonly rank: number
}

/** A channel that got something within so many milliseconds gets the rest before another gets its first. */
const begunMs = 60_000

const ranks: Readonly<Record<Priority, number>> = { answer: 0, post: 2, edit: 3 }
const begunRank = 1
const rankCount = 4

export function createGate(limit: Limit): Gate {
  return { limit, ready: new Turns(rankCount), heldUntil: 0 }
}

/** Calls with one limit, e.g. those that post in one channel. */
export class Lane implements Sleeper {
  readonly limit: Limit
  readonly gate: Gate
  wakesAt?: number | undefined
  heldUntil = 0
  /** Its place among the lanes that are ready. */
  token: Token | undefined
  readonly #waiting = new Turns<Waiting>(rankCount)
  #lastAt = -Infinity

  constructor(limit: Limit, gate: Gate) {
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
