import { Corrections } from '../../src/delivery/correct/corrections.ts'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import type { DeliveryEntry, PartEntry } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { type Digest, digestId, type Section } from '../../src/domain/digest.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aDelivery, aDestination, aDigest, text } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const minute = 60_000

export const points = (...words: string[]) => words.map((word) => [text(word)])

const [one, two] = aDigest('News', 'Papers').sections as [Section, Section]
export const news: Section = { ...one, takeaways: points('Much is new', 'Little is old') }
export const papers: Section = { ...two, takeaways: points('Much is written', 'Little is read') }
export const monday: Digest = { ...aDigest(), sections: [news, papers] }

/** A digest, one destination, and all dependencies of posting and correcting it. */
export class DeliveryFixture {
  digest: Digest | undefined = monday
  destination: Destination
  readonly platform: MemoryPlatform
  readonly store: Store
  readonly log = memoryLog()
  now = Date.parse('2026-01-05T08:30:00Z')
  /** Aborted when the bot is asked to stop. */
  stop: AbortSignal = new AbortController().signal
  #corrections: Corrections

  private constructor(store: Store, destination: Destination, platform: MemoryPlatform) {
    this.store = store
    this.destination = destination
    this.platform = platform
    this.#corrections = this.#open()
  }

  static async open(rest: Partial<Destination> = {}, platform = new MemoryPlatform()): Promise<DeliveryFixture> {
    const store = await openStore(':memory:')
    return new DeliveryFixture(store, aDestination(rest), platform)
  }

  get tools() {
    const clock = { now: () => this.now, wait: async () => {} }
    const { platform, log } = this
    return { platform, ledger: this.store.ledger, clock, log, signal: this.stop }
  }

  /** Posts the digest. */
  async post() {
    const { digest = monday } = this
    const { name } = this.destination
    const id = `${name}@${digestId(digest)}` as DeliveryEntry['id']
    const owed = await this.store.ledger.addDelivery(aDelivery({ id, destination: name, digest: digestId(digest) }))
    return runDelivery(owed, this.destination, digest, this.tools)
  }

  /** A minute later its author changes it, and the bot notices. */
  async change(to: Digest | undefined) {
    // The bot must have checked the digest before.
    await this.look()
    this.digest = to
    this.now += minute
    await this.#corrections.note(['main/2026-01-05' as DeliveryEntry['digest']])
    return this.look()
  }

  /** Runs the scheduler. */
  look() {
    return this.#corrections.correct(this.destination, this.tools)
  }

  /** Restarts the bot. */
  restart() {
    this.#corrections = this.#open()
    return this.look()
  }

  async parts(): Promise<readonly PartEntry[]> {
    return this.store.ledger.parts(aDelivery().id)
  }

  async delivery(): Promise<DeliveryEntry | undefined> {
    return this.store.ledger.delivery(aDelivery().id)
  }

  get transcript(): string[] {
    return this.platform.transcript
  }

  #open(): Corrections {
    const library = { days: () => [], get: async () => this.digest }
    return new Corrections({ ...this.tools, repository: library, destinations: () => [this.destination] })
  }
}
