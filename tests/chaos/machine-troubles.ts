import type { ChaosFixture } from './chaos-fixture.ts'
import type { Fleet } from './fleet.ts'
import { Random } from './random.ts'

/** Longer than a lease, in milliseconds. */
const freezeMs = [17_000, 25_000] as const

/** From a hiccup to longer than a lease, in milliseconds. */
const stallMs = [500, 22_000] as const

/** Faults of machines and of the database that they share. One after another; each is undone at its end. */
export class MachineTroubles {
  readonly #fixture: ChaosFixture
  readonly #fleet: Fleet
  readonly #random: Random
  readonly #note: (trouble: string, details: object) => void

  constructor(fixture: ChaosFixture, fleet: Fleet, seed: number, note: (trouble: string, details: object) => void) {
    this.#fixture = fixture
    this.#fleet = fleet
    this.#random = new Random(seed, 'machine troubles')
    this.#note = note
  }

  async happen(): Promise<void> {
    const machine = this.#random.whole(0, this.#fixture.machines - 1)
    const what = this.#random.pick(['freeze', 'freeze', 'freeze', 'terminate', 'stall', 'restart'] as const)
    if (what === 'freeze') {
      const ms = this.#random.whole(...freezeMs)
      this.#note('machine frozen', { machine, ms })
      return this.#fleet.freeze(machine, ms)
    }
    const ms = this.#random.whole(...stallMs)
    this.#note(`database: ${what}`, { machine, ms })
    await this.#fleet.troubleDatabase(what, machine, ms)
  }
}
