import { uptime } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { Operations } from '../alerts/alerts.ts'
import type { Desk } from '../commands/context.ts'
import { frontDesk } from '../commands/handler.ts'
import { forgetTold, tellMaker } from '../commands/subscriptions/notify-owner.ts'
import { Corrections } from '../delivery/correct/corrections.ts'
import { carry, type Outcome } from '../delivery/run-delivery.ts'
import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { Digest, DigestId } from '../domain/digest.ts'
import { LedgerUnusable } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import { systemClock } from '../lib/system-clock.ts'
import { timed } from '../observability/timed-handler.ts'
import type { Hindrance } from '../scheduler/delay-reasons.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import { keepWatch, type Watch } from './monitoring.ts'
import { Connections, createPlatforms } from './platform-connections.ts'
import { syncArchive } from './search-indexer.ts'
import type { House } from './services.ts'
import { oweNewest } from './simulator-mode.ts'

/** How long a part in flight may take to finish once we are asked to stop, in milliseconds. */
const finishMs = 8_000

/** Talks to the platforms: posts what is owed, and answers readers. */
export class PostOffice {
  readonly #house: House
  readonly #desk: Desk
  readonly #connections: Connections
  readonly #scheduler: Scheduler
  readonly #corrections: Corrections
  readonly #operations: Operations
  readonly #stopping = new AbortController()
  /** Digests that came, changed or went, and that nobody was told of yet. */
  readonly #changed = new Set<DigestId>()
  /** What is counted, and what may be asked about it. */
  readonly watch: Watch

  constructor(house: House) {
    const { stores, library, choices, destinations, environment, log } = house
    const { vocabulary } = choices
    const platforms = new Map<PlatformName, Platform>()
    const wake = () => this.wake()
    const managers = (platform: PlatformName) => choices.value.managers[platform]
    const reports = () => house.sandbox?.reports ?? choices.value.reports
    const tools = { ...stores, library, log, clock: systemClock, signal: this.#stopping.signal }
    this.#house = house
    this.#desk = { ...tools, platforms, vocabulary, destinations, managers, reports, wake }
    this.watch = keepWatch(house, () => this.#connections.states)
    const answers = timed(frontDesk(this.#desk), this.watch.meter)
    this.#connections = new Connections(
      createPlatforms(environment, vocabulary, answers, log, this.watch.meter),
      log,
      wake,
    )
    for (const [name, platform] of this.#connections.all) platforms.set(name, platform)
    this.#operations = new Operations({
      ...this.#desk,
      ...stores,
      library,
      settings: () => choices.value.operations,
      isUp: (platform) => this.#connections.isUp(platform),
      outages: () => this.#outages(),
    })
    const hindrance = (destination: Destination) => this.#hindrance(destination)
    const serve = (...what: [DeliveryEntry, Destination, Digest]) => this.#serve(...what)
    const correct = (destination: Destination) => this.#correct(destination)
    this.#corrections = new Corrections({ ...tools, destinations })
    this.#scheduler = new Scheduler({
      ...tools,
      destinations,
      hindrance,
      carry: serve,
      correct,
      uptime: () => uptime() * 1000,
    })
  }

  /** Connects to all platforms. Throws `TokenRefused` when one does not accept us. */
  async open(): Promise<void> {
    await this.#connections.start()
  }

  /** Looks at once whether anything is owed; `changed` are the digests that came, changed or went. */
  wake(changed: readonly DigestId[] = []): void {
    const { log } = this.#house
    for (const digest of changed) this.#changed.add(digest)
    this.#tick()
      .catch((error: unknown) => {
        // The ledger has said so itself, once.
        if (error instanceof LedgerUnusable) return
        log.error({ err: error }, 'a tick failed; the next one tries again')
      })
      .finally(() => {
        this.watch.health.looked()
        this.#operations.soon()
      })
  }

  /** Brings the archive up to date, in the background. */
  fillArchive(): void {
    const { library, stores, log } = this.#house
    syncArchive(library, stores.archive, this.#stopping.signal)
      .catch((error: unknown) => log.error({ err: error }, 'the archive is not up to date'))
      // Every digest has been read by now, so the mistakes in them are known.
      .finally(() => this.#operations.soon())
  }

  /** The parts in flight may still land; no other is begun. */
  beginNothing(): void {
    this.#stopping.abort()
  }

  /** Finishes the parts in flight and says goodbye. */
  async close(): Promise<void> {
    this.beginNothing()
    this.#scheduler.beginNothing()
    const idle = Promise.all([this.#scheduler.idle(), this.#operations.idle()])
    await Promise.race([idle, wait(finishMs, undefined, { ref: false })])
    await this.#connections.stop()
  }

  async #tick(): Promise<void> {
    const { stores, sandbox, library } = this.#house
    const changed = [...this.#changed]
    for (const digest of changed) await stores.ledger.reopen(digest)
    await this.#corrections.note(changed)
    // Forgotten only now: what the ledger did not take is told to it again by the next tick.
    for (const digest of changed) this.#changed.delete(digest)
    if (sandbox) await oweNewest(sandbox.destinations, library, stores.ledger)
    await this.#scheduler.tick(changed.length > 0)
    if (changed.length > 0 || stores.archive.wasLost()) this.fillArchive()
  }

  async #serve(delivery: DeliveryEntry, destination: Destination, digest: Digest): Promise<Outcome | undefined> {
    const platform = this.#desk.platforms.get(destination.platform)
    if (!platform) return undefined
    const outcome = await carry(delivery, destination, digest, { ...this.#desk, platform, meter: this.watch.meter })
    if (outcome === 'done') await forgetTold(destination.name, this.#desk)
    await this.#follow(outcome, destination)
    if (outcome !== 'done') this.#operations.soon()
    return outcome
  }

  /** What keeps a platform for good, or for longer than a post may be late. */
  #outages() {
    const longAgo = systemClock.now() - this.#house.choices.value.operations.lateMinutes * 60_000
    return this.#connections.outages.filter(({ since, isForGood }) => isForGood || since <= longAgo)
  }

  async #correct(destination: Destination): Promise<Outcome | undefined> {
    const platform = this.#desk.platforms.get(destination.platform)
    if (!platform) return undefined
    const outcome = await this.#corrections.correct(destination, { ...this.#desk, platform, meter: this.watch.meter })
    await this.#follow(outcome, destination)
    return outcome
  }

  async #follow(outcome: Outcome, destination: Destination): Promise<void> {
    if (outcome === 'halt') this.#connections.halt(destination.platform)
    const pause = outcome === 'pause' ? (await this.#desk.ledger.pauses()).get(destination.name) : undefined
    if (pause) await tellMaker(destination.name, pause.reason, this.#desk)
  }

  #hindrance({ name, platform }: Destination): Hindrance | undefined {
    if (!this.#connections.isUp(platform)) return 'unreachable'
    const subscription = this.#desk.subscriptions.all().find(({ destination }) => destination.name === name)
    return (subscription?.pausedUntil ?? 0) > systemClock.now() ? 'on-hold' : undefined
  }
}
