import { minuteMs } from '../../domain/duration.ts'
import type { Priority } from '../../domain/platform.ts'
import { FairQueue } from './fair-queue.ts'
import type { RateLimit } from './limiter.ts'

/** The right to make one call now. It counts against the limits until it is released, which must happen in any case. */
export interface CallPermit {
  /** Call it when the call was answered, failed or is not made. Calling it again does nothing. */
  release(): void
}

/** A call that waits for a permit. */
export interface Waiting {
  readonly since: number
  start(permit: CallPermit): void
}

/** A limit that several lanes share, and the order in which those that are ready go. */
export interface GlobalLimit extends Sleeper {
  readonly limit: RateLimit
  readonly ready: FairQueue<QueueToken>
  heldUntil: number
}

/** Checked again at this time. */
export interface Sleeper {
  wakesAt?: number | undefined
}

/** A lane's place in the order. Only the latest of a lane is valid. */
export interface QueueToken {
  readonly lane: KeyedQueue
  readonly rank: number
}

/** A lane that started a call this recently goes before lanes that did not, so that a digest is finished. In milliseconds. */
const startedMs = minuteMs

const ranks: Readonly<Record<Priority, number>> = { answer: 0, post: 2, edit: 3 }
const startedRank = 1
const rankCount = 4

export function createGlobalLimit(limit: RateLimit): GlobalLimit {
  return { limit, ready: new FairQueue(rankCount), heldUntil: 0 }
}

/** The waiting calls of one limit, e.g. those that post in one channel. */
export class KeyedQueue implements Sleeper {
  readonly limit: RateLimit
  readonly gate: GlobalLimit
  wakesAt?: number | undefined
  heldUntil = 0
  /** Its place at the gate, if it is ready. */
  token: QueueToken | undefined
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

  /** The rank of its most urgent call; 0 goes first. */
  rank(now: number): number {
    const rank = this.#waiting.first
    return rank === ranks.post && now - this.#lastAt < startedMs ? startedRank : rank
  }

  next(now: number): Waiting | undefined {
    this.#lastAt = now
    return this.#waiting.next()
  }

  isIdle(now: number): boolean {
    return this.isEmpty && this.token === undefined && this.limit.isFresh(now)
  }
}
