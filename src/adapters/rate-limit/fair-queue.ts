/** How often in a row those who go first may go before somebody behind them does. */
const inARow = 9

/**
 * Those who wait, the most urgent first, and of the equally urgent whoever came first. Nobody waits for ever: the more
 * urgent leave one turn in ten to those behind them.
 */
export class FairQueue<Who> {
  /** By rank; 0 goes first. */
  readonly #ranks: Who[][]
  /** How often each rank had somebody waiting while one before it went. */
  readonly #passedOver: number[]

  constructor(ranks: number) {
    this.#ranks = Array.from({ length: ranks }, () => [])
    this.#passedOver = this.#ranks.map(() => 0)
  }

  add(who: Who, rank: number): void {
    this.#ranks[rank]?.push(who)
  }

  get isEmpty(): boolean {
    return this.#ranks.every(({ length }) => length === 0)
  }

  /** The rank of whoever is the most urgent; `Infinity` when nobody waits. */
  get first(): number {
    const rank = this.#ranks.findIndex(({ length }) => length > 0)
    return rank < 0 ? Infinity : rank
  }

  /** Whose turn it is. */
  next(): Who | undefined {
    const starved = this.#passedOver.findLastIndex((times, rank) => times >= inARow && this.#ranks[rank]?.length)
    const chosen = starved < 0 ? this.first : starved
    for (const [rank, waiting] of this.#ranks.entries()) {
      if (rank === chosen) this.#passedOver[rank] = 0
      else if (rank > chosen && waiting.length > 0) this.#passedOver[rank] = (this.#passedOver[rank] ?? 0) + 1
    }
    return this.#ranks[chosen]?.shift()
  }
}
