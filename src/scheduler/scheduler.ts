import type { Clock } from '../domain/clock.ts'
import type { Day } from '../domain/day.ts'
import { type DeliveryEntry, deliveryId } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import { type Digest, digestId, parseDigestId } from '../domain/digest.ts'
import type { Ledger, NewDelivery } from '../domain/ledger.ts'
import type { Library } from '../domain/library.ts'
import type { Log } from '../domain/log.ts'
import { owed, type Standing } from './owed.ts'

/** How many of a destination's deliveries are looked at: more than any `catchUp` reaches back. */
const rememberedDeliveries = 64

/** How many of the newest digests may have been posted under another name of the destination. */
const recentDays = 40

/** How long a paused destination is left alone before it is tried again, in milliseconds. */
export const pauseMs = 3_600_000

export interface SchedulerParts {
  readonly clock: Clock
  readonly ledger: Ledger
  readonly library: Library
  readonly log: Log
  /** The destinations of the configuration in force. */
  readonly destinations: () => readonly Destination[]
  /** Whether something can be posted there at all just now. */
  readonly reachable: (destination: Destination) => boolean
  readonly carry: (delivery: DeliveryEntry, destination: Destination, digest: Digest) => Promise<unknown>
}

/** Asks what is owed and has it delivered. Destinations go side by side; each has one delivery under way at a time. */
export class Scheduler {
  readonly #parts: SchedulerParts
  readonly #busy = new Map<string, Promise<void>>()

  constructor(parts: SchedulerParts) {
    this.#parts = parts
  }

  /** Begins to serve every destination that is not being served already. A slow one keeps no other waiting. */
  async tick(): Promise<void> {
    const { ledger, clock, destinations, reachable } = this.#parts
    const pauses = await ledger.pauses()
    const unfinished = await ledger.unfinished()
    const free = destinations().filter(({ name }) => !this.#busy.has(name))
    const awake = free.filter(({ name }) => clock.now() - (pauses.get(name)?.at ?? 0) >= pauseMs)
    for (const destination of awake.filter(reachable)) {
      const begun = unfinished.filter((delivery) => delivery.destination === destination.name)
      const serving = this.#serve(destination, begun, pauses.has(destination.name))
      this.#busy.set(destination.name, serving)
      void serving.finally(() => this.#busy.delete(destination.name))
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#busy.values())
  }

  async #serve(destination: Destination, begun: readonly DeliveryEntry[], paused: boolean): Promise<void> {
    const { ledger, log } = this.#parts
    try {
      // A pause that is over is one more try; if it fails, the destination is paused anew.
      if (paused) await ledger.resume(destination.name)
      for (const delivery of begun) await this.#carry(delivery, destination)
      if ((await ledger.pauses()).has(destination.name)) return
      const next = await this.#owe(destination)
      if (next) await this.#carry(next, destination)
    } catch (error) {
      log.error({ destination: destination.name, err: error }, 'could not work out what is owed')
    }
  }

  async #carry(delivery: DeliveryEntry, destination: Destination): Promise<void> {
    const { library, log, carry } = this.#parts
    const digest = await library.get(delivery.digest)
    if (digest) await carry(delivery, destination, digest)
    else log.warn({ delivery: delivery.id }, 'its digest is gone or cannot be read; waiting for it to come back')
  }

  /** Notes the delivery that is owed now, if one is, and those whose turn it takes. */
  async #owe(destination: Destination): Promise<DeliveryEntry | undefined> {
    const { clock, ledger, library, log } = this.#parts
    const now = clock.now()
    const next = owed(now, destination, await this.#standing(destination, now))
    // A digest that cannot be read is owed again once its author has mended it.
    if (!next || !(await library.get(`${destination.publication}/${next.digest}`))) return undefined
    const delivery = newDelivery(destination, next.digest, now)
    for (const day of next.supersedes) {
      const older = await ledger.owe(newDelivery(destination, day, now))
      await ledger.settle(older.id, 'superseded', now, `The digest of ${next.digest} took its place.`)
      log.info({ delivery: older.id, by: delivery.id }, 'superseded by a newer digest')
    }
    log.info({ delivery: delivery.id, why: next.why, lateMs: Math.max(0, now - next.dueAt) }, 'owed')
    return ledger.owe(delivery)
  }

  async #standing(destination: Destination, now: number): Promise<Standing> {
    const { ledger, library } = this.#parts
    const published = library.days(destination.publication)
    const recent = published.slice(-recentDays).map((date) => digestId({ publication: destination.publication, date }))
    const own = await ledger.deliveriesTo(destination.name, rememberedDeliveries)
    const others = (await ledger.deliveriesOf(recent)).filter((delivery) => this.#replaces(destination, delivery))
    const served = [...own, ...others]
      .filter(({ state, begun }) => state !== 'owed' || begun)
      .map(({ digest }) => parseDigestId(digest))
      .flatMap((id) => (id?.publication === destination.publication ? [id.date] : []))
    return { firstSeen: await ledger.firstSeen(destination.name, now), served: new Set(served), published }
  }

  /** A destination that was renamed has had what its channel had under the old name. */
  #replaces(destination: Destination, delivery: DeliveryEntry): boolean {
    const { platform, channel } = destination
    const stillThere = this.#parts.destinations().some(({ name }) => name === delivery.destination)
    return !stillThere && delivery.platform === platform && delivery.channel === channel
  }
}

function newDelivery(destination: Destination, date: Day, owedAt: number): NewDelivery {
  const digest = digestId({ publication: destination.publication, date })
  const { name, platform, channel } = destination
  return { id: deliveryId(destination, digest), destination: name, digest, platform, channel, owedAt }
}
