import { addDays, type Day } from '../../domain/day.ts'
import { type DeliveryEntry, type DeliveryId, isUndone } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import { type Digest, type DigestId, parseDigestId } from '../../domain/digest.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import type { DeliveryQueries } from '../../domain/ledger.ts'
import { hashDigest, hashOf } from '../content-hash.ts'
import type { EditingContext } from '../context.ts'
import { type DeliveryOutcome, runGuarded } from '../run-delivery.ts'
import { applyCorrection } from './apply.ts'

/** How far back changes are found that were made while the bot was down. */
const recallDays = 40

/** How many of a destination's deliveries are compared at most. */
const recalledMax = 64

export interface CorrectionsContext extends Omit<EditingContext, 'platform'> {
  readonly ledger: EditingContext['ledger'] & DeliveryQueries
  readonly repository: Pick<DigestRepository, 'get'>
  readonly destinations: () => readonly Destination[]
}

/** Remembers which deliveries may differ from their digest, and corrects them. */
export class Corrections {
  readonly #context: CorrectionsContext
  /** The deliveries by the name of their destination. */
  readonly #due = new Map<string, Set<DeliveryId>>()
  /** The destinations that were checked since the start. */
  readonly #recalled = new Set<string>()
  /** The state in which a correction failed, by its `#stateOf`: it is tried again once that changes. */
  readonly #tried = new Map<DeliveryId, string>()

  constructor(context: CorrectionsContext) {
    this.#context = context
  }

  /** These digests were added, changed or removed. */
  async note(changed: readonly DigestId[]): Promise<void> {
    const { ledger, repository, log } = this.#context
    const deliveries = await ledger.deliveriesOf(changed)
    const names = new Set(this.#context.destinations().map(({ name }) => name))
    for (const delivery of deliveries) {
      const name = names.has(delivery.destination) ? delivery.destination : this.#successorOf(delivery)
      if (name !== undefined) this.#dueAt(name).add(delivery.id)
    }
    for (const digest of changed) {
      const isPosted = deliveries.some((delivery) => delivery.digest === digest && delivery.state === 'posted')
      if (isPosted && !(await repository.get(digest))) {
        log.warn({ digest }, 'a digest that was posted is gone or cannot be read; what was posted stays as it is')
      }
    }
  }

  /** Makes the due corrections at one destination. Nothing else may be posted there meanwhile. */
  async correct(destination: Destination, context: EditingContext): Promise<DeliveryOutcome> {
    const due = this.#dueAt(destination.name)
    if (!this.#recalled.has(destination.name)) await this.#recall(destination)
    for (const id of [...due]) {
      due.delete(id)
      const outcome = await this.#correctOne(id, destination, context)
      if (outcome !== 'done') due.add(id)
      if (outcome !== 'done' && outcome !== 'fail') return outcome
    }
    return 'done'
  }

  #dueAt(name: string): Set<DeliveryId> {
    const due = this.#due.get(name) ?? new Set()
    this.#due.set(name, due)
    return due
  }

  /** The deliveries that changed while the bot was not running. */
  async #recall({ name }: Destination): Promise<void> {
    const { ledger, clock } = this.#context
    const oldest = addDays(new Date(clock.now()).toISOString().slice(0, 10) as Day, -recallDays)
    for (const delivery of await ledger.deliveriesTo(name, recalledMax)) {
      const isRecent = (parseDigestId(delivery.digest)?.date ?? '') >= oldest
      if (isRecent && (await this.#isDue(delivery))) this.#dueAt(name).add(delivery.id)
    }
    this.#recalled.add(name)
  }

  async #isDue(delivery: DeliveryEntry): Promise<boolean> {
    const as = delivery.postedLayout
    if (isUndone(delivery)) return false
    if (!as || delivery.state === 'pending') return as !== undefined
    const digest = await this.#context.repository.get(delivery.digest)
    return digest !== undefined && as.contentHash !== hashDigest(digest)
  }

  /** The destination that corrects the deliveries of a removed one in the same channel. */
  #successorOf({ platform, channel }: DeliveryEntry): string | undefined {
    return this.#context.destinations().find((each) => each.platform === platform && each.channel === channel)?.name
  }

  /** `fail` if it is tried again only once its state changes. */
  async #correctOne(id: DeliveryId, destination: Destination, context: EditingContext): Promise<DeliveryOutcome> {
    const { ledger, repository } = this.#context
    const delivery = await ledger.delivery(id)
    const digest = delivery && (await repository.get(delivery.digest))
    if (!delivery || !digest || isUndone(delivery)) return 'done'
    const as = delivery.postedLayout
    if (!as || (delivery.state !== 'pending' && as.contentHash === hashDigest(digest))) return 'done'
    if (this.#tried.get(id) === (await this.#stateOf(id, digest))) return 'fail'
    const apply = () => applyCorrection(delivery, destination, digest, as, context)
    const outcome = await runGuarded('correction', apply, delivery, destination, context)
    const isRefusedElsewhere = outcome === 'pause' && delivery.channel !== destination.channel
    if (outcome !== 'fail' && !isRefusedElsewhere && (outcome !== 'done' || delivery.state !== 'pending'))
      return outcome
    this.#tried.set(id, await this.#stateOf(id, digest))
    return 'fail'
  }

  /** A hash of everything that a correction depends on. */
  async #stateOf(id: DeliveryId, digest: Digest): Promise<string> {
    const entries = await this.#context.ledger.parts(id)
    return hashOf([digest, entries.map(({ key, state, shown }) => [key, state, shown])])
  }
}
