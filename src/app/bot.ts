import { uptime } from 'node:os'
import { Alerts } from '../alerts/alerts.ts'
import type { ChatContext } from '../commands/context.ts'
import { createChatHandler } from '../commands/handler.ts'
import { clearNotified, notifyOwner } from '../commands/subscriptions/notify-owner.ts'
import { Corrections } from '../delivery/correct/corrections.ts'
import { type DeliveryOutcome, runDelivery } from '../delivery/run-delivery.ts'
import type { DelayReason, DeliveryEntry } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { Digest, DigestId } from '../domain/digest.ts'
import { LedgerUnusable } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import { systemClock, withTimeout } from '../lib/clock.ts'
import { timedHandler } from '../observability/timed-handler.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import { type Monitoring, startMonitoring } from './monitoring.ts'
import { Connections, type CreateConnections } from './platform-connections.ts'
import { updateSearchIndex } from './search-indexer.ts'
import type { Services } from './services.ts'
import { addNewestDelivery } from './simulator-mode.ts'

/** How long a part in flight may take to finish once we are asked to stop, in milliseconds. */
const finishMs = 8_000

/** Talks to the platforms: posts what is owed, and answers readers. */
export class Bot {
  readonly #services: Services
  readonly #context: ChatContext
  readonly #connections: Connections
  readonly #scheduler: Scheduler
  readonly #corrections: Corrections
  readonly #alerts: Alerts
  readonly #stopping = new AbortController()
  /** Digests that came, changed or went, and that nobody was told of yet. */
  readonly #changed = new Set<DigestId>()
  readonly #halted = new Set<PlatformName>()
  /** What is counted, and what may be asked about it. */
  readonly watch: Monitoring

  constructor(services: Services, createConnections: CreateConnections) {
    const { stores, repository, config, destinations, log } = services
    const { vocabulary } = config
    const platforms = new Map<PlatformName, Platform>()
    const wake = () => this.wake()
    const managers = (platform: PlatformName) => config.value.managers[platform]
    const reports = () => services.simulator?.reports ?? config.value.reports
    const tools = { ...stores, repository, log, clock: systemClock, signal: this.#stopping.signal }
    this.#services = services
    this.#context = { ...tools, platforms, vocabulary, destinations, managers, reports, wake }
    this.watch = startMonitoring(services, () => this.#connections.states)
    const handler = timedHandler(createChatHandler(this.#context), this.watch.meter)
    this.#connections = new Connections(
      createConnections({ vocabulary, handler, log, metrics: this.watch.meter }),
      log,
      wake,
    )
    for (const [name, platform] of this.#connections.all) platforms.set(name, platform)
    this.#alerts = new Alerts({
      ...this.#context,
      ...stores,
      repository,
      settings: () => config.value.alerts,
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
      delayReason: hindrance,
      deliver: serve,
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
    const { log } = this.#services
    for (const digest of changed) this.#changed.add(digest)
    this.#tick()
      .catch((error: unknown) => {
        // The ledger has said so itself, once.
        if (error instanceof LedgerUnusable) return
        log.error({ err: error }, 'a tick failed; the next one tries again')
      })
      .finally(() => {
        this.watch.health.tickCompleted()
        this.#alerts.soon()
      })
  }

  /** Brings the archive up to date, in the background. */
  fillSearchIndex(): void {
    const { repository, stores, log } = this.#services
    updateSearchIndex(repository, stores.index, this.#stopping.signal)
      .catch((error: unknown) => log.error({ err: error }, 'the search index could not be updated'))
      // Every digest has been read by now, so the mistakes in them are known.
      .finally(() => this.#alerts.soon())
  }

  /** The parts in flight may still land; no other is begun. */
  stopStarting(): void {
    this.#stopping.abort()
  }

  /** Finishes the parts in flight and says goodbye. */
  async close(): Promise<void> {
    this.stopStarting()
    this.#scheduler.stopStarting()
    await withTimeout(Promise.all([this.#scheduler.idle(), this.#alerts.idle()]), finishMs)
    await this.#connections.stop()
  }

  async #tick(): Promise<void> {
    const { stores, simulator, repository } = this.#services
    const changed = [...this.#changed]
    for (const digest of changed) await stores.ledger.retryFailed(digest)
    await this.#corrections.note(changed)
    // Forgotten only now: what the ledger did not take is told to it again by the next tick.
    for (const digest of changed) this.#changed.delete(digest)
    if (simulator) await addNewestDelivery(simulator.destinations, repository, stores.ledger)
    await this.#scheduler.tick(changed.length > 0)
    if (changed.length > 0 || stores.index.wasLost()) this.fillSearchIndex()
  }

  async #serve(
    delivery: DeliveryEntry,
    destination: Destination,
    digest: Digest,
  ): Promise<DeliveryOutcome | undefined> {
    const platform = this.#context.platforms.get(destination.platform)
    if (!platform) return undefined
    const outcome = await runDelivery(delivery, destination, digest, {
      ...this.#context,
      halted: this.#halted,
      platform,
      metrics: this.watch.meter,
    })
    if (outcome === 'done') await clearNotified(destination.name, this.#context)
    await this.#follow(outcome, destination)
    if (outcome !== 'done') this.#alerts.soon()
    return outcome
  }

  /** What keeps a platform for good, or for longer than a post may be late. */
  #outages() {
    const longAgo = systemClock.now() - this.#services.config.value.alerts.lateMinutes * 60_000
    return this.#connections.outages.filter(({ since, isForGood }) => isForGood || since <= longAgo)
  }

  async #correct(destination: Destination): Promise<DeliveryOutcome | undefined> {
    const platform = this.#context.platforms.get(destination.platform)
    if (!platform) return undefined
    const outcome = await this.#corrections.correct(destination, {
      ...this.#context,
      platform,
      metrics: this.watch.meter,
    })
    await this.#follow(outcome, destination)
    return outcome
  }

  async #follow(outcome: DeliveryOutcome, destination: Destination): Promise<void> {
    if (outcome === 'halt') this.#connections.halt(destination.platform)
    const pause = outcome === 'pause' ? (await this.#context.ledger.pauses()).get(destination.name) : undefined
    if (pause) await notifyOwner(destination.name, pause.reason, this.#context)
  }

  #hindrance({ name, platform }: Destination): DelayReason | undefined {
    if (!this.#connections.isUp(platform)) return 'unreachable'
    const subscription = this.#context.subscriptions.all().find(({ destination }) => destination.name === name)
    return (subscription?.pausedUntil ?? 0) > systemClock.now() ? 'on-hold' : undefined
  }
}
