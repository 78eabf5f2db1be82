import { Alerts } from '../alerts/alerts.ts'
import { answerInTime } from '../commands/answer-in-time.ts'
import { createChatHandler } from '../commands/handler.ts'
import { clearNotified, notifyOwner } from '../commands/subscriptions/notify-owner.ts'
import { Corrections } from '../delivery/correct/corrections.ts'
import { hasPostedIn } from '../delivery/posted-in.ts'
import { type DeliveryOutcome, newRunState, runDelivery, runGuarded } from '../delivery/run-delivery.ts'
import type { DelayReason, DeliveryEntry } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { Digest, DigestId } from '../domain/digest.ts'
import { LedgerUnusable } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import { failureReason } from '../i18n/failures.ts'
import { systemClock, withTimeout } from '../lib/clock.ts'
import { timedHandler } from '../observability/timed-handler.ts'
import type { ReviewWorkflow } from '../review/decisions.ts'
import { withReviews } from '../review/handler.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import { startBackgroundWork } from './background-work.ts'
import { type BotContext, createBotContext } from './bot-context.ts'
import { type LaneShare, unsharedLanes } from './lanes.ts'
import { type Monitoring, startMonitoring } from './monitoring.ts'
import { Connections, type CreateConnections } from './platform-connections.ts'
import { RemovedWorkspaces } from './removed-workspaces.ts'
import { createReviewWorkflow } from './review-workflow.ts'
import { updateSearchIndex } from './search-indexer.ts'
import { resumeOnChannelChange, resumeOnReturn } from './server-returns.ts'
import type { Services } from './services.ts'
import { addNewestDelivery } from './simulator-mode.ts'
import { UndoRequests } from './undo-requests.ts'

/** How long parts in flight may take to finish when the bot stops, in milliseconds. */
const stopTimeoutMs = 8_000

/** How many deliveries are looked for after a start, in case another bot posts with the same token. */
const lookoutMax = 20

/** Posts what is due and answers readers. */
export class Bot {
  readonly #services: Services
  readonly #share: LaneShare
  readonly #context: BotContext
  readonly #connections: Connections
  readonly #scheduler: Scheduler
  readonly #corrections: Corrections
  readonly #undoRequests: UndoRequests
  readonly #alerts: Alerts
  readonly #removed: RemovedWorkspaces
  readonly #stopping = new AbortController()
  #closed: Promise<unknown> | undefined
  /** Digests that were added, changed or removed since the last tick. */
  readonly #changed = new Set<DigestId>()
  readonly #runState = { ...newRunState(), lookout: { startedAt: systemClock.now(), left: lookoutMax } }
  readonly monitoring: Monitoring
  readonly reviewWorkflow: ReviewWorkflow

  constructor(services: Services, createConnections: CreateConnections, share = unsharedLanes(services.stores)) {
    const { log, installing, logins } = services
    const { refusals } = services.stores
    const { vocabulary } = services.config
    this.#services = services
    this.#share = share
    this.monitoring = startMonitoring(services, () => this.#connections.states, this.#stopping.signal)
    const platforms = new Map<PlatformName, Platform>()
    this.#context = createBotContext(services, share, {
      platforms,
      connections: () => this.#connections,
      delayReason: (destination) => this.#delayReason(destination),
      deliver: (delivery, destination, digest) => this.#deliver(delivery, destination, digest),
      correct: (destination) => this.#correct(destination),
      removals: () => this.#removed.removals(),
      wake: () => this.wake(),
      signal: this.#stopping.signal,
    })
    this.#removed = new RemovedWorkspaces({
      ...this.#context,
      store: services.stores.installations,
      onAdded: resumeOnReturn(this.#context),
    })
    const metrics = this.monitoring.meter
    this.reviewWorkflow = createReviewWorkflow(services, this.#context)
    const answers = withReviews(createChatHandler(this.#context), this.reviewWorkflow)
    const handler = timedHandler(answerInTime(answers, this.#stopping.signal), metrics)
    const calls = { ...share.interactions, machines: share.machines, servers: this.#removed }
    const hasPostedIn = this.hasPostedIn.bind(this)
    const onChannelChange = resumeOnChannelChange(this.#context)
    share.answerWith(handler, onChannelChange)
    const reports = { ...calls, hasPostedIn, onChannelChange }
    const connecting = { vocabulary, handler, log, metrics, logins, refusals, ...reports, ...installing }
    this.#connections = new Connections(createConnections(connecting), log, () => this.wake(), installing?.installed)
    for (const [name, platform] of this.#connections.all) platforms.set(name, platform)
    this.#alerts = new Alerts(this.#context)
    this.#corrections = new Corrections(this.#context)
    this.#undoRequests = new UndoRequests(this.#context)
    this.#scheduler = new Scheduler(this.#context)
  }

  /** Connects to all platforms that accept it. Throws the reason of the signal once it is aborted. */
  async open(signal?: AbortSignal): Promise<void> {
    await this.#connections.start(signal)
    signal?.throwIfAborted()
    const { workspaces } = this.#context
    const work = { removed: this.#removed, isLead: this.#share.context.isLead, connections: this.#connections.all }
    startBackgroundWork({ ...this.#context, ...work, stores: this.#services.stores })
    const wake = () => void this.#hear()
    await this.#share.start({ wake, workspaces, platforms: this.#connections.all })
  }

  /** A workspace installed the app, perhaps again. */
  installed(): void {
    this.wake()
    this.#share.context.wakeOthers?.()
  }

  /** Runs the scheduler at once. `changed` are the digests that were added, changed or removed. */
  wake(changed: readonly DigestId[] = []): void {
    const { log } = this.#services
    for (const digest of changed) this.#changed.add(digest)
    const end = (isOk: boolean) => {
      this.monitoring.tickEnded(isOk)
      this.#alerts.soon()
    }
    this.#tick().then(
      () => end(true),
      (error: unknown) => {
        // The ledger logs this itself, once.
        if (!(error instanceof LedgerUnusable)) log.error({ err: error }, 'a tick failed; the next one tries again')
        end(false)
      },
    )
  }

  /** Updates the search index in the background. */
  updateSearchIndex(): void {
    const { repository, stores, log } = this.#services
    updateSearchIndex(repository, stores.index, this.#stopping.signal)
      .catch((error: unknown) => log.error({ err: error }, 'the search index could not be updated'))
      // Every digest has been read now, so there may be alerts about mistakes in them.
      .finally(() => this.#alerts.soon())
  }

  /** Listens no longer, starts no further part and hands over to other machines; parts in flight are finished. */
  async stopStarting(): Promise<void> {
    this.#stopping.abort()
    this.#scheduler.stopStarting()
    const handedOver = this.#share.stop()
    const idle = handedOver.catch(() => {}).then(() => this.#idle())
    this.#closed ??= Promise.all([idle, this.#connections.stop(idle)])
    await handedOver
  }

  /** Finishes the parts in flight and disconnects. */
  async close(): Promise<void> {
    await this.stopStarting()
    await this.#closed
  }

  async #idle(): Promise<void> {
    const working = [this.#scheduler, this.#alerts, this.reviewWorkflow.reviews, this.#undoRequests]
    await withTimeout(Promise.all(working.map((each) => each.idle())), stopTimeoutMs)
  }

  /** Another process may have changed what is due, or have installed a workspace. */
  async #hear(): Promise<void> {
    // Without the database, the tick fails as well.
    await this.#services.installing?.installed.refreshStates().catch(() => {})
    this.wake()
  }

  async #tick(): Promise<void> {
    const { stores, simulator, repository } = this.#services
    // Where the file system reports no changes, each tick finds them.
    await this.#services.config.poll()
    for (const digest of await repository.poll()) this.#changed.add(digest)
    const changed = [...this.#changed]
    for (const digest of changed) await stores.ledger.retryFailed(digest)
    await this.#corrections.note(changed)
    // Cleared only now, so that the next tick repeats what the ledger could not write.
    for (const digest of changed) this.#changed.delete(digest)
    this.reviewWorkflow.reviews.wake()
    await this.#undoRequests.tick()
    if (simulator) await addNewestDelivery(simulator.destinations, repository, stores.ledger)
    await this.#scheduler.tick(changed.length > 0)
    if (changed.length > 0 || stores.index.wasLost()) this.updateSearchIndex()
  }

  async #deliver(
    delivery: DeliveryEntry,
    destination: Destination,
    digest: Digest,
  ): Promise<DeliveryOutcome | undefined> {
    const context = this.#runContext(destination)
    if (!context) return undefined
    const check = () => this.#connections.checkWorkspace(destination)
    const checked = await runGuarded('delivery', check, delivery, destination, context)
    const outcome = checked === 'done' ? await runDelivery(delivery, destination, digest, context) : checked
    if (outcome === 'done') await clearNotified(destination.name, this.#context)
    await this.#handleOutcome(outcome, destination)
    if (outcome !== 'done') this.#alerts.soon()
    return outcome
  }

  async #correct(destination: Destination): Promise<DeliveryOutcome | undefined> {
    const context = this.#runContext(destination)
    if (!context) return undefined
    const outcome = await this.#corrections.correct(destination, context)
    await this.#handleOutcome(outcome, destination)
    return outcome
  }

  /** Undefined if the platform has no token. */
  #runContext(destination: Destination) {
    const { ledger, clock, log, signal } = this.#context
    const found = this.#connections.platformOf(destination)
    const platform = found && this.#share.context.platformFor(found, destination)
    const metrics = this.monitoring.meter
    // Each machine that shares the database has connections of its own.
    const others = this.#share.machines ? 0 : (this.#connections.all.get(destination.platform)?.otherConnections ?? 0)
    const state = { ...this.#runState, hasOtherConnections: others > 0 }
    // The scheduler looked at the destination before it was corrected.
    const onReopen = (digest: DigestId) => this.wake([digest])
    return platform && { platform, ledger, clock, log, signal, metrics, onReopen, ...state }
  }

  /** Whether anything was posted in the channel lately. */
  hasPostedIn(platform: PlatformName, channel: string): Promise<boolean> {
    const { ledger, destinations } = this.#context
    return hasPostedIn(ledger, destinations(), platform, channel)
  }

  async #handleOutcome(outcome: DeliveryOutcome, destination: Destination): Promise<void> {
    if (outcome === 'halt') this.#connections.halt(destination, failureReason('token-checked-again'))
    if (outcome === 'done') {
      this.#connections.confirm(destination.platform)
      this.#runState.halted.delete(destination.platform)
    }
    const pause = outcome === 'pause' ? (await this.#context.ledger.pauses()).get(destination.name) : undefined
    if (pause) await notifyOwner(destination.name, pause.reason, this.#context)
  }

  #delayReason(to: Destination): DelayReason | undefined {
    const delayReason = this.#connections.delayReason(to)
    if (delayReason) return delayReason
    const { name } = to
    const subscription = this.#context.subscriptions.all().find(({ destination }) => destination.name === name)
    return (subscription?.pausedUntil ?? 0) > systemClock.now() ? 'on-hold' : undefined
  }
}
