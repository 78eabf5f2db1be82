import { minuteMs } from '../../domain/duration.ts'
import type { Priority } from '../../domain/platform.ts'
import type { RateLimit } from './rate-limit.ts'

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

/** A limit that several lanes share, with the order of the lanes that are ready. */
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
interface QueueToken {
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
  readonly globalLimit: GlobalLimit
  wakesAt?: number | undefined
  heldUntil = 0
  /** Its place at the global limit, if it is ready. */
  token: QueueToken | undefined
  readonly #waiting = new FairQueue<Waiting>(rankCount)
  #lastAt = -Infinity

  constructor(limit: RateLimit, globalLimit: GlobalLimit) {
    this.limit = limit
    this.globalLimit = globalLimit
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

/** How often an entry may be passed over by more urgent ones. */
const maxPassedOver = 9

/** A queue by rank, first in, first out within a rank. To prevent starvation, lower ranks get at least every tenth turn. */
class FairQueue<Entry> {
  /** By rank; 0 goes first. */
  readonly #ranks: Entry[][]
  /** How often each rank had an entry waiting while a more urgent one went. */
  readonly #passedOver: number[]

  constructor(ranks: number) {
    this.#ranks = Array.from({ length: ranks }, () => [])
    this.#passedOver = this.#ranks.map(() => 0)
  }

  add(entry: Entry, rank: number): void {
    this.#ranks[rank]?.push(entry)
  }

  get isEmpty(): boolean {
    return this.#ranks.every(({ length }) => length === 0)
  }

  /** The rank of the most urgent entry; `Infinity` if the queue is empty. */
  get first(): number {
    const rank = this.#ranks.findIndex(({ length }) => length > 0)
    return rank < 0 ? Infinity : rank
  }

  /** Removes the next entry. */
  next(): Entry | undefined {
    const starved = this.#passedOver.findLastIndex((times, rank) => times >= maxPassedOver && this.#ranks[rank]?.length)
    const chosen = starved < 0 ? this.first : starved
    for (const [rank, waiting] of this.#ranks.entries()) {
      if (rank === chosen) this.#passedOver[rank] = 0
      else if (rank > chosen && waiting.length > 0) this.#passedOver[rank] = (this.#passedOver[rank] ?? 0) + 1
    }
    return this.#ranks[chosen]?.shift()
  }
}
