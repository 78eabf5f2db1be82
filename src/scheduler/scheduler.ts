import type { Day } from '../domain/day.ts'
import type { DelayReason, DeliveryEntry } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import { LedgerUnusable, outcomeOf } from '../domain/errors.ts'
import type {
  DeliveryQueries,
  DeliveryStore,
  DestinationStore,
  PartStore,
  Pause,
  RuntimeStore,
} from '../domain/ledger.ts'
import { failureReason } from '../i18n/failures.ts'
import { ownTurn } from '../lib/event-loop.ts'
import { ActiveRuns } from './active-runs.ts'
import { addAnnouncement } from './announcement.ts'
import { DelayTracker } from './delay-tracker.ts'
import {
  isOrphan,
  loadHistory,
  loadSharedHistory,
  namesOf,
  newDelivery,
  type SharedHistory,
  successorOf,
} from './delivery-history.ts'
import { DestinationQueue, type WaitingDestination } from './destination-queue.ts'
import { dueDigest } from './due.ts'
import { Heartbeat, type HeartbeatContext } from './heartbeat.ts'
import { IdleCache } from './idle-cache.ts'
import { type GrantOf, PauseTracker } from './pause-tracker.ts'
import { holdRepeat, type RepeatContext, renamedDigest } from './repeat.ts'

export type SchedulerLedger = Pick<
  DeliveryStore & PartStore,
  'addDelivery' | 'delivery' | 'parts' | 'setState' | 'setDelay'
> &
  DeliveryQueries &
  DestinationStore &
  RuntimeStore

export interface SchedulerContext extends HeartbeatContext, RepeatContext {
  readonly ledger: SchedulerLedger
  readonly destinations: () => readonly Destination[]
  /** Whether this process posts there; others may do so elsewhere. Without it, this process posts everywhere. */
  readonly posts?: ((place: Destination) => boolean) | undefined
  /** Why nothing can be posted there now; undefined if posting is possible. */
  readonly delayReason: (destination: Destination) => DelayReason | undefined
  /** Resolves to the outcome of the delivery. */
  readonly deliver: (delivery: DeliveryEntry, destination: Destination, digest: Digest) => Promise<string | undefined>
  /** Corrects what was posted there. Nothing else is posted there meanwhile. */
  readonly correct?: (destination: Destination) => Promise<unknown>
  readonly grantOf?: GrantOf
}

/** Decides what is due and delivers it. Destinations run concurrently, each with one delivery at a time. */
export class Scheduler {
  readonly #context: SchedulerContext
  readonly #heartbeat: Heartbeat
  readonly #delayTracker: DelayTracker
  readonly #runs = new ActiveRuns()
  readonly #queue = new DestinationQueue()
  readonly #idleCache = new IdleCache()
  readonly #shared = new Map<string, Promise<SharedHistory>>() // by publication, since the last tick
  readonly #pauses: PauseTracker

  constructor(context: SchedulerContext) {
    this.#context = context
    this.#pauses = new PauseTracker(context.grantOf)
    this.#delayTracker = new DelayTracker(context)
    this.#heartbeat = new Heartbeat(context, this.#delayTracker.delays)
  }

  /**
   * Starts a run of every destination that has none; a slow one delays no other. Unless a digest changed, destinations
   * with nothing due are skipped until their next slot.
   */
  async tick(hasChanges = true): Promise<void> {
    if (hasChanges) this.#idleCache.invalidate()
    const { ledger, clock, destinations, posts } = this.#context
    if (!(await this.#heartbeat.record())) return
    const now = clock.now()
    // New destinations count from now, even if unreachable.
    await Promise.all(this.#delayTracker.look(now).map((name) => ledger.firstSeen(name, now)))
    const pauses = await ledger.pauses()
    this.#shared.clear()
    const all = destinations()
    const names = namesOf(all)
    const begun = await this.#begun(now, names)
    const leaving = this.#runs.leaving(names)
    const waiting: WaitingDestination[] = []
    for (const destination of all) {
      const { name } = destination
      if (posts?.(destination) === false) continue
      const run = this.#runs.occupying(destination, leaving)
      if (run?.isPosting) this.#delayTracker.noteDelay(destination, 'busy', now)
      if (run) continue
      const pause = pauses.get(name)
      const reason = this.#delayReason(destination, pause, now)
      if (reason) this.#delayTracker.noteDelay(destination, reason, reason === 'paused' && pause ? pause.at : now, now)
      else if (pause || begun.has(name) || !this.#idleCache.isIdle(destination, now)) {
        waiting.push({ destination, begun: begun.get(name) ?? [], paused: pause !== undefined })
      }
    }
    this.#queue.replace(waiting)
    for (const platform of this.#queue.platforms) this.#fill(platform)
  }

  /** Starts nothing until the next tick. */
  stopStarting(): void {
    this.#queue.replace([])
  }

  /** Resolves when no run is active. */
  async idle(): Promise<void> {
    await this.#runs.idle()
  }

  #delayReason(destination: Destination, pause: Pause | undefined, now: number): DelayReason | undefined {
    if (pause && this.#pauses.holds(pause, destination, now)) return 'paused'
    return this.#context.delayReason(destination)
  }

  /** Unfinished deliveries, by the name of the destination that continues them. */
  async #begun(now: number, names: ReadonlySet<string>): Promise<Map<string, DeliveryEntry[]>> {
    const begun = new Map<string, DeliveryEntry[]>()
    for (const delivery of await this.#context.ledger.unfinished()) {
      const orphan = isOrphan(delivery, names) && !this.#runs.has(delivery.destination)
      const name = orphan ? (await successorOf(delivery, now, this.#context))?.name : delivery.destination
      if (name !== undefined) begun.set(name, [...(begun.get(name) ?? []), delivery])
    }
    return begun
  }

  /** Starts as many runs as the queue allows. */
  #fill(platform: PlatformName): void {
    const now = () => this.#context.clock.now()
    for (let next = this.#queue.next(platform, now()); next; next = this.#queue.next(platform, now())) {
      const { destination } = next
      // This may have changed since the tick.
      if (!this.#runs.has(destination.name) && !this.#context.delayReason(destination)) this.#begin(next)
    }
  }

  #begin(waiting: WaitingDestination): void {
    const { name, platform } = waiting.destination
    this.#runs.begin(waiting.destination, () =>
      this.#queue.count(platform, this.#context.clock.now(), this.#run(waiting)).then(() => {
        this.#runs.end(name)
        this.#fill(platform)
      }),
    )
  }

  async #run({ destination, begun, paused }: WaitingDestination): Promise<void> {
    const { ledger, log } = this.#context
    const { generation } = this.#idleCache
    await ownTurn()
    try {
      // After a pause there is one try; if it fails, the destination is paused again.
      if (paused) await ledger.resume(destination.name)
      for (const delivery of begun) if ((await this.#continue(delivery, destination)) === 'pause') return
      const next = await this.#addDueDelivery(destination)
      if (next instanceof Object) await this.#deliver(next, destination)
      const outcome = await this.#post(destination, async () => this.#context.correct?.(destination))
      // What is tried again is due as soon as the destination resumes.
      const isSettled = outcome === undefined || outcome === 'done' || outcome === 'fail'
      if (next === 'nothing' && isSettled) this.#idleCache.note(destination, this.#context.clock.now(), generation)
    } catch (error) {
      // The ledger logs it itself.
      if (error instanceof LedgerUnusable || outcomeOf(error) === 'leave') return
      log.error({ destination: destination.name, err: error }, 'could not determine what is due')
    }
  }

  /** Runs a delivery or a correction. */
  #post<Outcome>(destination: Destination, work: () => Promise<Outcome>): Promise<Outcome | undefined> {
    return this.#pauses.watch(destination, () => this.#runs.whilePosting(destination.name, work))
  }

  /** A delivery stays in the channel in which it began. If that refuses the rest, it must not block the next channel. */
  async #continue(delivery: DeliveryEntry, destination: Destination): Promise<string | undefined> {
    const outcome = await this.#deliver(delivery, destination)
    if (outcome !== 'pause' || delivery.channel === destination.channel) return outcome
    const { ledger, clock } = this.#context
    const reason = failureReason('channel-changed', delivery.channel, destination.channel)
    await ledger.setState(delivery.id, 'failed', clock.now(), reason)
    await ledger.resume(destination.name)
    return 'fail'
  }

  async #deliver(delivery: DeliveryEntry, destination: Destination): Promise<string | undefined> {
    const { repository, log, deliver, clock } = this.#context
    const began = clock.now()
    const digest = (await repository.get(delivery.digest)) ?? (await renamedDigest(delivery, this.#context))
    if (!digest) {
      log.warn({ delivery: delivery.id }, 'the digest is missing or cannot be read; waiting for it')
      this.#delayTracker.noteDelay(destination, 'digest-unreadable', began)
      return undefined
    }
    const outcome = await this.#post(destination, () => deliver(delivery, destination, digest))
    const late = await this.#delayTracker.explainRun(delivery, destination, outcome, began)
    if (late) log.info({ delivery: delivery.id, destination: destination.name, ...late }, 'posted late')
    return outcome
  }

  /** Adds the delivery that is due and supersedes older ones; undefined if its digest cannot be read just now. */
  async #addDueDelivery(destination: Destination): Promise<DeliveryEntry | 'nothing' | undefined> {
    const { clock, ledger, repository, log } = this.#context
    const now = clock.now()
    const shared = await this.#sharedBy(destination)
    const history = await loadHistory(destination, now, this.#context, shared)
    const earlier = { ...shared, ...history }
    const next = dueDigest(now, destination, history)
    if (!next) return 'nothing'
    const wanted = { ...newDelivery(destination, digestOf(destination, next.digest), now), dueAt: next.dueAt }
    const digest = await repository.get(wanted.digest)
    // A digest that cannot be read is due once its author has fixed it.
    if (!digest) return undefined
    if (next.reason === 'announcement') return addAnnouncement(wanted, destination, now, this.#context)
    if (digest.withdrawn === undefined && (await holdRepeat(wanted, digest, earlier, this.#context))) return undefined
    // A withdrawn digest is skipped, and supersedes no other.
    for (const day of digest.withdrawn === undefined ? next.supersedes : []) {
      const older = await ledger.addDelivery(newDelivery(destination, digestOf(destination, day), now))
      if (older.state !== 'pending') continue
      await ledger.setState(older.id, 'superseded', now, failureReason('superseded', next.digest))
      log.info({ delivery: older.id, supersededBy: wanted.id }, 'superseded')
    }
    const delivery = await ledger.addDelivery(wanted)
    if (delivery.state !== 'pending') return undefined
    const late = await this.#delayTracker.explainDue(delivery, destination, next, history, now)
    const lateMs = Math.max(0, now - next.dueAt)
    log.info({ delivery: delivery.id, destination: destination.name, reason: next.reason, lateMs, ...late }, 'due')
    return delivery
  }

  /** Looked up once for all destinations of a publication, which may be thousands. */
  #sharedBy({ publication }: Destination): Promise<SharedHistory> {
    const known = this.#shared.get(publication)
    const { ledger, destinations } = this.#context
    const shared = known ?? loadSharedHistory(publication, { ledger, destinations, repository: this.#delayTracker })
    if (!known) this.#shared.set(publication, shared)
    return shared
  }
}

const digestOf = ({ publication }: Destination, date: Day) => digestId({ publication, date })
