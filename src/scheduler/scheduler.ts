import type { Clock } from '../domain/clock.ts'
import type { Day } from '../domain/day.ts'
import { type DelayReason, type DeliveryEntry, deliveryId } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import { LedgerUnusable } from '../domain/errors.ts'
import type { Ledger, NewDelivery, Pause } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import { DelayTracker } from './delay-tracker.ts'
import {
  isOrphan,
  isSamePlace,
  loadHistory,
  loadSharedHistory,
  namesOf,
  type SharedHistory,
  successorOf,
} from './delivery-history.ts'
import { type Candidate, DestinationQueue } from './destination-queue.ts'
import { dueDigest } from './due.ts'
import { Heartbeat } from './heartbeat.ts'
import { IdleCache } from './idle-cache.ts'

/** How long a paused destination is left alone before it is tried again, in milliseconds. */
export const pauseMs = 3_600_000

/** What the scheduler asks of the ledger. */
export type SchedulerLedger = Pick<
  Ledger,
  | 'addDelivery'
  | 'setState'
  | 'setDelay'
  | 'delivery'
  | 'parts'
  | 'unfinished'
  | 'deliveriesTo'
  | 'deliveriesOf'
  | 'firstSeen'
  | 'pauses'
  | 'resume'
  | 'recordHeartbeat'
  | 'gap'
>

export interface SchedulerOptions {
  readonly clock: Clock
  readonly ledger: SchedulerLedger
  readonly repository: Pick<DigestRepository, 'days' | 'get'>
  readonly log: Log
  /** The destinations of the configuration in force. */
  readonly destinations: () => readonly Destination[]
  /** Why nothing can be posted there just now, if nothing can. */
  readonly delayReason: (destination: Destination) => DelayReason | undefined
  /** Resolves to `later` when the platform let some of it wait. */
  readonly deliver: (delivery: DeliveryEntry, destination: Destination, digest: Digest) => Promise<string | undefined>
  /** Corrects what was posted there. Nothing is posted there meanwhile. */
  readonly correct?: (destination: Destination) => Promise<unknown>
  /** How long the machine has been up, asleep or awake, in milliseconds; no setting of the clock changes it. */
  readonly uptime?: () => number
  /** A clock that shows an earlier time is wrong, in milliseconds since 1970. */
  readonly earliestValidTime?: number
}

interface Serving {
  readonly destination: Destination
  readonly done: Promise<void>
}

/** Asks what is owed and has it delivered. Destinations go side by side; each has one delivery under way at a time. */
export class Scheduler {
  readonly #parts: SchedulerOptions
  readonly #heartbeat: Heartbeat
  readonly #delayTracker: DelayTracker
  readonly #busy = new Map<string, Serving>()
  readonly #queue = new DestinationQueue()
  readonly #idleCache = new IdleCache()
  /** What was looked up since the last tick, by publication. */
  readonly #shared = new Map<string, Promise<SharedHistory>>()

  constructor(parts: SchedulerOptions) {
    this.#parts = parts
    this.#delayTracker = new DelayTracker(parts)
    this.#heartbeat = new Heartbeat({ ...parts, delays: this.#delayTracker.delays })
  }

  /**
   * Begins to serve every destination that is not being served already. A slow one keeps no other waiting. Without
   * news, those that were owed nothing when they were last looked at are left alone until their hour comes.
   */
  async tick(isNews = true): Promise<void> {
    if (isNews) this.#idleCache.invalidate()
    const { ledger, clock, destinations } = this.#parts
    if (!(await this.#heartbeat.record())) return
    const now = clock.now()
    // From here on they are owed their digests, whether they can be reached yet or not.
    await Promise.all(this.#delayTracker.look(now).map((name) => ledger.firstSeen(name, now)))
    const pauses = await ledger.pauses()
    this.#shared.clear()
    const all = destinations()
    const names = namesOf(all)
    const begun = await this.#begun(now, names)
    const leaving = [...this.#busy.values()].filter(({ destination }) => !names.has(destination.name))
    const candidates: Candidate[] = []
    for (const destination of all) {
      const { name } = destination
      const pause = pauses.get(name)
      const why = this.#hindrance(destination, pause, leaving, now)
      if (why) this.#delayTracker.hinder(destination, why, why === 'paused' && pause ? pause.at : now, now)
      else if (pause || begun.has(name) || !this.#idleCache.isIdle(destination, now)) {
        candidates.push({ destination, begun: begun.get(name) ?? [], paused: pause !== undefined })
      }
    }
    this.#queue.replace(candidates)
    for (const platform of this.#queue.platforms) this.#fill(platform)
  }

  /** Begins nothing until the next tick. */
  stopStarting(): void {
    this.#queue.replace([])
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all([...this.#busy.values()].map(({ done }) => done))
  }

  #hindrance(
    destination: Destination,
    pause: Pause | undefined,
    leaving: readonly Serving[],
    now: number,
  ): DelayReason | undefined {
    // What is still under way under an old name of the destination would otherwise be sent under both.
    if (this.#busy.has(destination.name) || leaving.some((each) => isSamePlace(destination, each.destination)))
      return 'busy'
    // A pause that begins in the future was noted by a clock that has been set back.
    const pausedFor = pause && now - pause.at
    if (pausedFor !== undefined && pausedFor >= 0 && pausedFor < pauseMs) return 'paused'
    return this.#parts.delayReason(destination)
  }

  /** The deliveries that were begun, by the name of the destination that carries on with them. */
  async #begun(now: number, names: ReadonlySet<string>): Promise<Map<string, DeliveryEntry[]>> {
    const begun = new Map<string, DeliveryEntry[]>()
    for (const delivery of await this.#parts.ledger.unfinished()) {
      const orphan = isOrphan(delivery, names) && !this.#busy.has(delivery.destination)
      const name = orphan ? (await successorOf(delivery, now, this.#parts))?.name : delivery.destination
      if (name !== undefined) begun.set(name, [...(begun.get(name) ?? []), delivery])
    }
    return begun
  }

  /** Begins to serve as many as may be. */
  #fill(platform: PlatformName): void {
    const now = () => this.#parts.clock.now()
    for (let next = this.#queue.next(platform, now()); next; next = this.#queue.next(platform, now())) {
      const { destination } = next
      // Much may have happened since the tick.
      if (!this.#busy.has(destination.name) && !this.#parts.delayReason(destination)) this.#begin(next)
    }
  }

  #begin(candidate: Candidate): void {
    const { name, platform } = candidate.destination
    const done = this.#queue.count(platform, this.#parts.clock.now(), this.#serve(candidate)).then(() => {
      this.#busy.delete(name)
      this.#fill(platform)
    })
    this.#busy.set(name, { destination: candidate.destination, done })
  }

  async #serve({ destination, begun, paused }: Candidate): Promise<void> {
    const { ledger, log } = this.#parts
    const { news } = this.#idleCache
    try {
      // A pause that is over is one more try; if it fails, the destination is paused anew.
      if (paused) await ledger.resume(destination.name)
      for (const delivery of begun) await this.#carry(delivery, destination)
      if (begun.length > 0 && (await ledger.pauses()).has(destination.name)) return
      const next = await this.#owe(destination)
      if (next instanceof Object) await this.#carry(next, destination)
      const outcome = await this.#parts.correct?.(destination)
      if (next === 'nothing' && outcome !== 'retry') this.#idleCache.note(destination, this.#parts.clock.now(), news)
    } catch (error) {
      // The ledger logs that itself.
      if (error instanceof LedgerUnusable) return
      log.error({ destination: destination.name, err: error }, 'could not work out what is due')
    }
  }

  async #carry(delivery: DeliveryEntry, destination: Destination): Promise<void> {
    const { repository, log, deliver, clock } = this.#parts
    const began = clock.now()
    const digest = await repository.get(delivery.digest)
    if (!digest) {
      log.warn({ delivery: delivery.id }, 'the digest is missing or cannot be read; waiting for it')
      this.#delayTracker.hinder(destination, 'digest-unreadable', began)
      return
    }
    const outcome = await deliver(delivery, destination, digest)
    const late = await this.#delayTracker.explainCarried(delivery, destination, outcome, began)
    if (late) log.info({ delivery: delivery.id, destination: destination.name, ...late }, 'posted late')
  }

  /** Notes the delivery that is owed now, and those whose turn it takes; undefined when it cannot be had just now. */
  async #owe(destination: Destination): Promise<DeliveryEntry | 'nothing' | undefined> {
    const { clock, ledger, repository, log } = this.#parts
    const now = clock.now()
    const history = await loadHistory(destination, now, this.#parts, await this.#sharedBy(destination))
    const next = dueDigest(now, destination, history)
    if (!next) return 'nothing'
    const digest = await repository.get(digestOf(destination, next.digest))
    // A digest that cannot be read is owed again once its author has mended it.
    if (!digest) return undefined
    // One that was withdrawn is skipped, and takes nobody's turn.
    for (const day of digest.withdrawn === undefined ? next.supersedes : []) {
      const older = await ledger.addDelivery(newDelivery(destination, day, now))
      if (older.state !== 'owed') continue
      await ledger.setState(older.id, 'superseded', now, `The digest of ${next.digest} took its place.`)
      const supersededBy = deliveryId(destination, digestOf(destination, next.digest))
      log.info({ delivery: older.id, supersededBy }, 'superseded')
    }
    const delivery = await ledger.addDelivery({ ...newDelivery(destination, next.digest, now), dueAt: next.dueAt })
    if (delivery.state !== 'owed') return undefined
    const late = await this.#delayTracker.explainOwed(delivery, destination, next, history, now)
    const lateMs = Math.max(0, now - next.dueAt)
    log.info({ delivery: delivery.id, destination: destination.name, reason: next.reason, lateMs, ...late }, 'due')
    return delivery
  }

  /** Looked up once for all destinations of a publication, whose number may be great. */
  #sharedBy({ publication }: Destination): Promise<SharedHistory> {
    const known = this.#shared.get(publication)
    const shared = known ?? loadSharedHistory(publication, { ...this.#parts, repository: this.#delayTracker })
    if (!known) this.#shared.set(publication, shared)
    return shared
  }
}

function digestOf({ publication }: Destination, date: Day) {
  return digestId({ publication, date })
}

function newDelivery(destination: Destination, date: Day, owedAt: number): NewDelivery {
  const digest = digestOf(destination, date)
  const { name, platform, channel } = destination
  return { id: deliveryId(destination, digest), destination: name, digest, platform, channel, owedAt }
}
