import { seeded } from '../bench/synthetic.ts'

/** A seeded random number generator: the same seed gives the same choices. */
export class Random {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = seeded(seed)
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1))
  }

  chance(share: number): boolean {
    return this.#next() < share
  }

  of<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#next() * values.length)] as Value
  }
}
