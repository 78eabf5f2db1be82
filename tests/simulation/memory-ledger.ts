import type { Delay, DeliveryEntry, DeliveryId, DeliveryState, PartEntry } from '../../src/domain/delivery.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { FailureReason } from '../../src/domain/failure-reason.ts'
import type { NewDelivery, Pause } from '../../src/domain/ledger.ts'
import type { SchedulerLedger } from '../../src/scheduler/scheduler.ts'
import { partKey } from '../builders.ts'

/** What a scheduler asks of the ledger, kept in memory: years pass here in seconds. */
export class MemoryLedger implements SchedulerLedger {
  readonly #entries = new Map<DeliveryId, DeliveryEntry>()
  readonly #parts = new Map<DeliveryId, PartEntry>()
  readonly #byDestination = new Map<string, DeliveryId[]>()
  readonly #byDigest = new Map<DigestId, DeliveryId[]>()
  readonly #unfinished = new Set<DeliveryId>()
  readonly #firstSeen = new Map<string, number>()
  readonly #pauses = new Map<string, Pause>()
  #aliveAt: number | undefined

  async addDelivery(delivery: NewDelivery): Promise<DeliveryEntry> {
    const known = this.#entries.get(delivery.id)
    if (known) return known
    const entry: DeliveryEntry = { ...delivery, state: 'pending', started: false }
    this.#entries.set(entry.id, entry)
    const own = this.#byDestination.get(entry.destination) ?? []
    this.#byDestination.set(entry.destination, own)
    let place = own.length
    while (place > 0 && (this.#entries.get(own[place - 1] as DeliveryId)?.digest ?? '') > entry.digest) place -= 1
    own.splice(place, 0, entry.id)
    this.#byDigest.set(entry.digest, [...(this.#byDigest.get(entry.digest) ?? []), entry.id])
    return entry
  }

  async setState(id: DeliveryId, state: DeliveryState, at: number, reason?: FailureReason): Promise<void> {
    this.#change(id, { state, settledAt: at, ...(reason && { reason }) })
    this.#unfinished.delete(id)
  }

  async setDelay(id: DeliveryId, delay: Delay): Promise<void> {
    this.#change(id, { delay })
  }

  /** Its only part was tried, or has arrived. */
  part(id: DeliveryId, at: number, posted: boolean): void {
    this.#change(id, { started: true })
    if (this.#entries.get(id)?.state === 'pending') this.#unfinished.add(id)
    if (posted) this.#parts.set(id, { key: partKey('overview'), state: 'posted', intendedAt: at, postedAt: at })
  }

  async parts(id: DeliveryId): Promise<readonly PartEntry[]> {
    const part = this.#parts.get(id)
    return part ? [part] : []
  }

  async delivery(id: DeliveryId): Promise<DeliveryEntry | undefined> {
    return this.#entries.get(id)
  }

  async unfinished(): Promise<readonly DeliveryEntry[]> {
    return this.#all([...this.#unfinished])
  }

  async deliveriesTo(destination: string, limit: number): Promise<readonly DeliveryEntry[]> {
    return this.#all((this.#byDestination.get(destination) ?? []).slice(-limit).reverse())
  }

  async deliveriesOf(digests: readonly DigestId[]): Promise<readonly DeliveryEntry[]> {
    return this.#all(digests.flatMap((digest) => this.#byDigest.get(digest) ?? []))
  }

  async orphansOf(digests: readonly DigestId[], names: ReadonlySet<string>): Promise<readonly DeliveryEntry[]> {
    return (await this.deliveriesOf(digests)).filter(({ destination }) => !names.has(destination))
  }

  async firstSeen(destination: string, at: number): Promise<number> {
    const known = this.#firstSeen.get(destination)
    if (known === undefined) this.#firstSeen.set(destination, at)
    return known ?? at
  }

  async pauses(): Promise<ReadonlyMap<string, Pause>> {
    return this.#pauses
  }

  async pause(destination: string, pause: Pause): Promise<void> {
    this.#pauses.set(destination, pause)
  }

  async resume(destination: string): Promise<void> {
    this.#pauses.delete(destination)
  }

  async recordHeartbeat(at: number): Promise<number | undefined> {
    const before = this.#aliveAt
    this.#aliveAt = at
    return before
  }

  async gap(): Promise<undefined> {}

  async noteFound(): Promise<void> {}

  #all(ids: readonly DeliveryId[]): DeliveryEntry[] {
    return ids.flatMap((id) => this.#entries.get(id) ?? [])
  }

  #change(id: DeliveryId, change: Partial<DeliveryEntry>): void {
    const entry = this.#entries.get(id)
    if (entry) this.#entries.set(id, { ...entry, ...change })
  }
}
