import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../domain/clock.ts'
import type { Day } from '../domain/day.ts'
import type { Delay, DelayReason, DeliveryEntry, PartEntry } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import { type DigestId, digestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { DeliveryStore, PartStore } from '../domain/ledger.ts'
import { describeDelay } from '../i18n/describe-state.ts'
import { type DelayPeriod, Delays } from './delays.ts'
import { type DeliveryHistory, type DueDigest, dueDigest, onTimeToleranceMs } from './due.ts'

interface Sources {
  readonly clock: Clock
  readonly ledger: Pick<DeliveryStore & PartStore, 'delivery' | 'parts' | 'setDelay'>
  readonly repository: Pick<DigestRepository, 'days'>
  readonly destinations: () => readonly Destination[]
}

/** Fields for the log. */
interface DelayReport {
  readonly lateMs: number
  /** A sentence. */
  readonly delay: string
}

/** Records at every tick what delays posts, and explains each late one. */
export class DelayTracker {
  readonly delays = new Delays()
  readonly #sources: Sources
  #tickedAt: number | undefined
  /** The days of each publication at the last tick. */
  readonly #published = new Map<string, readonly Day[]>()
  /** When a digest that was added while the bot runs was last missing. */
  readonly #absentAt = new Map<DigestId, number>()
  /** The destinations now and before their last change, and the last tick before that change. */
  readonly #asked = new Map<string, { now: Destination; before?: Destination; lastSeenAt: number }>()

  constructor(sources: Sources) {
    this.#sources = sources
  }

  /** Compares with the last tick. Returns the names of new destinations. */
  look(at: number): string[] {
    const unknown: string[] = []
    const destinations = this.#sources.destinations()
    for (const publication of new Set(destinations.map((each) => each.publication))) this.#lookFor(publication)
    for (const now of destinations) {
      const known = this.#asked.get(now.name)
      if (!known) unknown.push(now.name)
      if (known && (known.now === now || isDeepStrictEqual(known.now, now))) continue
      this.#asked.set(now.name, { now, lastSeenAt: this.#tickedAt ?? at, ...(known && { before: known.now }) })
    }
    this.#tickedAt = at
    return unknown
  }

  /** The days of a publication at the last tick: listing them for each destination would be slow. */
  readonly days = (publication: string): readonly Day[] => this.#published.get(publication) ?? []

  #lookFor(publication: string): void {
    const days = this.#sources.repository.days(publication)
    const before = this.#published.get(publication)
    this.#published.set(publication, days)
    if (!before || before === days || this.#tickedAt === undefined) return
    const known = new Set(before)
    for (const date of days) {
      if (!known.has(date)) this.#absentAt.set(digestId({ publication, date }), this.#tickedAt)
    }
  }

  /** Nothing could be posted there in that period. */
  noteDelay({ name }: Destination, reason: DelayReason, from: number, until = from): void {
    this.delays.note({ reason, from, until }, name)
  }

  /** Records why a delivery that is due only now was not posted on time. */
  async explainDue(
    delivery: DeliveryEntry,
    destination: Destination,
    next: DueDigest,
    history: DeliveryHistory,
    now: number,
  ): Promise<DelayReport | undefined> {
    // A delivery that was added before a crash, and never started, keeps its time.
    const dueAt = delivery.dueAt ?? next.dueAt
    if (now - dueAt <= onTimeToleranceMs) return undefined
    const digest = digestId({ publication: destination.publication, date: next.digest })
    const [absentAt, asked] = [this.#absentAt.get(digest), this.#asked.get(destination.name)]
    const periods: DelayPeriod[] = this.delays.since(dueAt, destination.name)
    if (absentAt !== undefined && absentAt >= dueAt) periods.push({ reason: 'digest-late', from: 0, until: absentAt })
    if (asked?.before && asked.lastSeenAt >= dueAt) {
      // A post that was due before the change as well was late for another reason.
      const asBefore = dueDigest(asked.lastSeenAt, asked.before, history)
      if (asBefore?.digest !== next.digest) periods.push({ reason: 'config-changed', from: 0, until: asked.lastSeenAt })
    }
    return this.#explain(delivery, destination, 'posted', now, periods)
  }

  /** Records why a continued or slow delivery is late; `began` is the start of this run. */
  async explainRun(
    delivery: DeliveryEntry,
    destination: Destination,
    outcome: string | undefined,
    began: number,
  ): Promise<DelayReport | undefined> {
    const { ledger, clock } = this.#sources
    const [after, now] = [await ledger.delivery(delivery.id), clock.now()]
    const isPunctual =
      outcome === 'done' && after?.state === 'posted' && now - (after.dueAt ?? now) <= onTimeToleranceMs
    const parts = isPunctual ? [] : await ledger.parts(delivery.id)
    const doubtful = parts.some(({ state }) => state === 'uncertain')
    if (outcome === 'retry') this.noteDelay(destination, doubtful ? 'uncertain' : 'retried', began, now)
    const posted = after?.state === 'posted'
    if (!after || !(posted || after.state === 'pending')) return undefined
    const said = posted ? await this.#sayPosted(after, destination, delivery, parts, began) : undefined
    if (posted) this.delays.forget(destination.name)
    else if (after.dueAt !== undefined && now - after.dueAt > onTimeToleranceMs)
      await this.#sayUnfinished(after, destination)
    return said
  }

  async #sayPosted(
    after: DeliveryEntry,
    destination: Destination,
    { started }: DeliveryEntry,
    parts: readonly PartEntry[],
    began: number,
  ): Promise<DelayReport | undefined> {
    const { dueAt } = after
    const times = parts.flatMap(({ postedAt }) => postedAt ?? [])
    const first = Math.min(...times)
    const outcome = started && first < began ? 'finished' : 'posted'
    const at = outcome === 'finished' ? Math.max(...times) : first
    if (dueAt === undefined || times.length === 0 || at - dueAt <= onTimeToleranceMs) return undefined
    // The delay before its start was explained then.
    if (!started && began - dueAt > onTimeToleranceMs) {
      return after.delay && { lateMs: at - dueAt, delay: describeDelay(after.delay, destination.platform) }
    }
    const periods = this.delays.since(dueAt, destination.name).filter(({ reason }) => reason !== 'busy')
    if (!started) periods.push({ reason: 'slow', from: began, until: at })
    return this.#explain(after, destination, outcome, at, periods)
  }

  async #sayUnfinished(after: DeliveryEntry, destination: Destination): Promise<void> {
    const { dueAt = 0 } = after
    const periods = this.delays.since(dueAt, destination.name).filter(({ reason }) => reason !== 'busy')
    await this.#explain(after, destination, 'unfinished', dueAt, periods)
  }

  async #explain(
    delivery: DeliveryEntry,
    { platform }: Destination,
    outcome: Exclude<Delay, { text: string }>['outcome'],
    at: number,
    periods: readonly DelayPeriod[],
  ): Promise<DelayReport> {
    const dueAt = delivery.dueAt ?? at
    const lateMs = at - dueAt
    // The reasons from before a crash are kept.
    const before = delivery.delay && 'reasons' in delivery.delay ? delivery.delay : undefined
    const inOrder = periods.toSorted((one, other) => one.until - other.until)
    const delay: Delay = {
      outcome,
      ...(outcome !== 'unfinished' && { lateMs }),
      reasons: [...new Set([...(before?.reasons ?? []), ...inOrder.map(({ reason }) => reason)])],
      isExplained: before?.isExplained === true || periods.some(({ from }) => from <= dueAt + onTimeToleranceMs),
    }
    if (!isDeepStrictEqual(delay, delivery.delay)) await this.#sources.ledger.setDelay(delivery.id, delay)
    return { lateMs, delay: describeDelay(delay, platform) }
  }
}
