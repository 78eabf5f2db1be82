import { createHash } from 'node:crypto'
import { seeded } from '../bench/synthetic.ts'

/**
 * Seeded random number generators. Each purpose has one of its own, so that one more draw for one purpose does not
 * change the others.
 */
export class Random {
  readonly #next: () => number

  constructor(seed: number, ...purpose: readonly (string | number)[]) {
    const digest = createHash('sha256')
      .update([seed, ...purpose].join('/'))
      .digest()
    this.#next = seeded(digest.readUInt32BE(0))
  }

  /** From 0 to 1, 1 excluded. */
  next(): number {
    return this.#next()
  }

  chance(probability: number): boolean {
    return this.#next() < probability
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1))
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(this.#next() * choices.length)]
    if (chosen === undefined) throw new TypeError('there is nothing to pick from')
    return chosen
  }

  /** How long until something happens that happens once in `mean` on average, whatever happened before. */
  wait(mean: number): number {
    return -Math.log(1 - this.#next()) * mean
  }
}
