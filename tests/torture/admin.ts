import type { UncertainPart } from '../../src/domain/delivery.ts'
import { openStore } from '../../src/store/store.ts'
import type { Sightings } from './sightings.ts'
import type { Stage } from './stage.ts'

/** A request of a killed bot may still be on its way into the platform for so long, in milliseconds. */
const settledMs = 10_000

/** The admin: looks after the parts of which the bot cannot know whether they arrived, while it is stopped. */
export class Admin {
  /** All that ever were uncertain, as `delivery part`. */
  readonly uncertain = new Set<string>()
  readonly #stage: Stage
  readonly #sightings: Sightings

  constructor(stage: Stage, sightings: Sightings) {
    this.#stage = stage
    this.#sightings = sightings
  }

  /** Looks into the channel for each uncertain part, and says whether it is there. */
  async resolve(): Promise<number> {
    const { ledger, close } = await openStore(this.#stage.ledgerFile)
    try {
      const open = await ledger.uncertain()
      for (const part of open) {
        this.uncertain.add(`${part.delivery} ${part.key}`)
        if (Date.now() - part.intendedAt < settledMs) continue
        if (this.#isThere(part)) await ledger.vouch(part.delivery, part.key, Date.now())
        else await ledger.release(part.delivery, part.key)
      }
      return open.length
    } finally {
      await close()
    }
  }

  #isThere({ delivery, key: part }: UncertainPart): boolean {
    return this.#sightings.of({ delivery, part }).length > 0
  }
}
