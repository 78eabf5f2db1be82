import { addDays, type Day } from '../../domain/day.ts'
import type { DeliveryEntry, DeliveryId, PostedLayout } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import { type Digest, type DigestId, parseDigestId } from '../../domain/digest.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import { ExpectedError, outcomeOf } from '../../domain/errors.ts'
import { hashDigest, hashOf } from '../content-hash.ts'
import type { DeliveryContext } from '../context.ts'
import type { DeliveryOutcome } from '../run-delivery.ts'
import { applyCorrection } from './apply.ts'

/** How far back changes are found that were made while the bot was down. */
const recallDays = 40

/** How many of a destination's deliveries that is at most. */
const recalled = 64

export interface CorrectionsOptions extends Omit<DeliveryContext, 'platform'> {
  readonly repository: Pick<DigestRepository, 'get'>
  readonly destinations: () => readonly Destination[]
}

/** Remembers which deliveries may no longer show what their digest says, and corrects them. */
export class Corrections {
  readonly #parts: CorrectionsOptions
  /** By the name of the destination. */
  readonly #due = new Map<string, Set<DeliveryId>>()
  /** The destinations that were looked at since the start. */
  readonly #recalled = new Set<string>()
  /** What was tried in vain, as long as nothing about it changes. */
  readonly #tried = new Map<DeliveryId, string>()

  constructor(parts: CorrectionsOptions) {
    this.#parts = parts
  }

  /** These digests came, changed or went. */
  async note(changed: readonly DigestId[]): Promise<void> {
    const { ledger, repository, log } = this.#parts
    const deliveries = await ledger.deliveriesOf(changed)
    const names = new Set(this.#parts.destinations().map(({ name }) => name))
    for (const delivery of deliveries) {
      const name = names.has(delivery.destination) ? delivery.destination : this.#heirOf(delivery)
      if (name !== undefined) this.#dueAt(name).add(delivery.id)
    }
    for (const digest of changed) {
      const isPosted = deliveries.some((delivery) => delivery.digest === digest && delivery.state === 'posted')
      if (isPosted && !(await repository.get(digest))) {
        log.warn({ digest }, 'a digest that was posted is gone or cannot be read; what was posted stays as it is')
      }
    }
  }

  /** Corrects what has to be corrected at one destination. Nothing else may be posted there meanwhile. */
  async correct(destination: Destination, context: DeliveryContext): Promise<DeliveryOutcome> {
    const due = this.#dueAt(destination.name)
    if (!this.#recalled.has(destination.name)) await this.#recall(destination)
    for (const id of [...due]) {
      due.delete(id)
      const outcome = await this.#correctOne(id, destination, context)
      if (outcome !== 'done') due.add(id)
      if (outcome === 'retry' || outcome === 'pause' || outcome === 'halt') return outcome
    }
    return 'done'
  }

  #dueAt(name: string): Set<DeliveryId> {
    const due = this.#due.get(name) ?? new Set()
    this.#due.set(name, due)
    return due
  }

  /** What changed while the bot was not running. */
  async #recall({ name }: Destination): Promise<void> {
    const { ledger, clock } = this.#parts
    const oldest = addDays(new Date(clock.now()).toISOString().slice(0, 10) as Day, -recallDays)
    for (const delivery of await ledger.deliveriesTo(name, recalled)) {
      const isRecent = (parseDigestId(delivery.digest)?.date ?? '') >= oldest
      if (isRecent && (await this.#isDue(delivery))) this.#dueAt(name).add(delivery.id)
    }
    this.#recalled.add(name)
  }

  async #isDue(delivery: DeliveryEntry): Promise<boolean> {
    const as = delivery.postedLayout
    if (!as || delivery.state === 'pending') return as !== undefined
    const digest = await this.#parts.repository.get(delivery.digest)
    return digest !== undefined && as.contentHash !== hashDigest(digest)
  }

  /** The destination that sees to what was posted in its channel under a name that is gone. */
  #heirOf({ platform, channel }: DeliveryEntry): string | undefined {
    return this.#parts.destinations().find((each) => each.platform === platform && each.channel === channel)?.name
  }

  /** `fail` when it is to be looked at again, once something about it changes. */
  async #correctOne(id: DeliveryId, destination: Destination, context: DeliveryContext): Promise<DeliveryOutcome> {
    const { ledger, repository } = this.#parts
    const delivery = await ledger.delivery(id)
    const digest = delivery && (await repository.get(delivery.digest))
    if (!delivery || !digest) return 'done'
    const as = delivery.postedLayout
    if (!as || (delivery.state !== 'pending' && as.contentHash === hashDigest(digest))) return 'done'
    if (this.#tried.get(id) === (await this.#stateOf(id, digest))) return 'fail'
    const outcome = await this.#attempt(delivery, destination, digest, as, context)
    if (outcome !== 'fail' && (outcome !== 'done' || delivery.state !== 'pending')) return outcome
    this.#tried.set(id, await this.#stateOf(id, digest))
    return 'fail'
  }

  async #attempt(
    delivery: DeliveryEntry,
    destination: Destination,
    digest: Digest,
    as: PostedLayout,
    context: DeliveryContext,
  ): Promise<DeliveryOutcome> {
    const { ledger, clock, log } = this.#parts
    const fields = { delivery: delivery.id, destination: destination.name }
    try {
      await applyCorrection(delivery, destination, digest, as, context)
      return 'done'
    } catch (error) {
      const outcome = outcomeOf(error)
      if (!(error instanceof ExpectedError)) log.error({ ...fields, err: error }, 'a correction stopped by a bug')
      else log.warn({ ...fields, code: error.code, reason: error.message }, 'a correction is not finished')
      if (outcome === 'pause' && error instanceof ExpectedError) {
        await ledger.pause(destination.name, { reason: error.message, at: clock.now() })
      }
      return outcome
    }
  }

  /** All on which it depends what there is to do. */
  async #stateOf(id: DeliveryId, digest: Digest): Promise<string> {
    const entries = await this.#parts.ledger.parts(id)
    return hashOf([digest, entries.map(({ key, state, shown }) => [key, state, shown])])
  }
}
