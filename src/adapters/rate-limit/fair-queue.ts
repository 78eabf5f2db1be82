/** How often an entry may be passed over by more urgent ones. */
const maxPassedOver = 9

/** A queue by rank, first in, first out within a rank. To prevent starvation, lower ranks get at least every tenth turn. */
export class FairQueue<Entry> {
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

  /** Removes the entry whose turn it is. */
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
