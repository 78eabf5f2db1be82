import type { Day } from '../../src/domain/day.ts'
import { type DeliveryEntry, deliveryId } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { digestId, parseDigestId } from '../../src/domain/digest.ts'
import { hourMs } from '../../src/domain/duration.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { aDigest, silentLog } from '../builders.ts'
import { Checker, type Fate, type Moment, type Verdict } from './checker.ts'
import { MemoryLedger } from './memory-ledger.ts'
import type { Random } from './random.ts'
import { nameOf, type Scenario, type Span } from './scenario.ts'
import { Truth } from './truth.ts'
import type { WallClock } from './wall-clock.ts'

/** The wall clock of a zone. */
export type Walls = (zone: string) => WallClock

export interface Violation {
  readonly verdict: Verdict
  /** What happened, to replay it. */
  readonly what: string
}

export interface Tally {
  ticks: number
  posts: number
  superseded: number
  late: number
  unexplained: number
}

const digest = aDigest('News')

/** How long the process stays dead after it was killed, in minutes. */
const deadMinutes = [1, 2, 15, 90] as const

/** One machine with one destination, simulated minute by minute and compared with the checker. */
export class Machine {
  readonly tally: Tally = { ticks: 0, posts: 0, superseded: 0, late: 0, unexplained: 0 }
  violation: Violation | undefined
  destination: Destination
  /** How far the machine's clock is off, in milliseconds. */
  skew = 0
  readonly #scenario: Scenario
  readonly #random: Random
  readonly #walls: Walls
  readonly #ledger = new MemoryLedger()
  readonly #checker = new Checker()
  readonly #truth = new Truth()
  readonly #published = new Set<number>()
  #days: readonly Day[] = []
  /** Whether a digest came since the last tick. */
  #news = false
  #scheduler: Scheduler | undefined
  #minute = 0
  #deadUntil = Number.NEGATIVE_INFINITY
  #fate: Fate = 'posted'
  #posts: DeliveryEntry['id'][] = []
  readonly #next = { digest: 0, change: 0, step: 0, down: 0, asleep: 0, outage: 0 }

  constructor(scenario: Scenario, random: Random, walls: Walls) {
    this.#scenario = scenario
    this.#random = random
    this.#walls = walls
    this.destination = scenario.destination
  }

  /** Lets everything happen that happens up to this real minute, and then, if the machine is awake, the clock tick. */
  async reach(minute: number): Promise<void> {
    this.#minute = minute
    this.#happen()
    const { down, asleep, outages } = this.#scenario
    if (this.#isIn('down', down) || minute < this.#deadUntil) {
      this.#scheduler = undefined
      return
    }
    if (this.#isIn('asleep', asleep)) return
    this.#truth.awake(this.#now(), this.#scheduler !== undefined)
    const restarted = this.#scheduler === undefined
    this.#scheduler ??= this.#start()
    await this.#tick(this.#scheduler, !this.#isIn('outage', outages), restarted)
  }

  async #tick(scheduler: Scheduler, reachable: boolean, restarted: boolean): Promise<void> {
    this.tally.ticks += 1
    this.#posts = []
    this.#fate = this.#random.chance(0.06) ? this.#random.of(fates) : 'posted'
    const { destination } = this
    const moment: Moment = {
      now: this.#now(),
      wall: this.#walls(destination.timezone),
      destination,
      published: this.#published,
      reachable,
      restarted,
    }
    if (!reachable) this.#truth.note('unreachable', moment.now)
    this.#reachable = reachable
    const expected = this.#checker.expect(moment, this.#fate)
    await scheduler.tick(this.#news)
    await scheduler.idle()
    this.#news = false
    if (expected.dies) {
      this.#scheduler = undefined
      this.#deadUntil = this.#minute + this.#random.of(deadMinutes)
    }
    const posts = this.#posts.map(dayOfDelivery)
    this.tally.posts += posts.length
    const verdict = this.#checker.compare(posts, expected.posts, moment)
    if (verdict) this.#complain(verdict, `expected ${expected.posts.map(nameOf)}, posted ${posts.map(nameOf)}`)
    await this.#checkRecord(expected.ruled?.instead ?? [])
    for (const id of this.#posts) await this.#checkLateness(id)
  }

  #reachable = true

  async #checkRecord(instead: readonly number[]): Promise<void> {
    for (const day of instead) {
      this.tally.superseded += 1
      const id = deliveryId(this.destination, digestId({ publication: 'main', date: nameOf(day) }))
      const state = (await this.#ledger.delivery(id))?.state
      if (state !== 'superseded') this.#complain('not on record', `${id} is ${state ?? 'unknown'}, not superseded`)
    }
  }

  async #checkLateness(id: DeliveryEntry['id']): Promise<void> {
    const entry = await this.#ledger.delivery(id)
    // What was killed before it was settled is explained when it is.
    if (entry?.state !== 'posted') return
    const lie = this.#truth.lie(entry, this.#now())
    if (lie) this.#complain('untrue', `${id}: ${lie}`)
    const { delay } = entry
    if (delay) this.tally.late += 1
    if (delay && 'reasons' in delay && delay.reasons.length === 0) this.tally.unexplained += 1
  }

  #start(): Scheduler {
    return new Scheduler({
      clock: { now: () => this.#now(), wait: async () => {} },
      ledger: this.#ledger,
      log: silentLog,
      repository: { files: () => new Map(), days: () => this.#days, get: async () => digest },
      destinations: () => [this.destination],
      delayReason: () => (this.#reachable ? undefined : 'unreachable'),
      deliver: (delivery) => this.#runDelivery(delivery),
      uptime: () => this.#minute * 60_000,
      earliestValidTime: this.#scenario.from * 60_000 - 86_400_000 * 3,
    })
  }

  async #runDelivery(delivery: DeliveryEntry): Promise<string> {
    const { id } = delivery
    const now = this.#now()
    const fate = this.#fate
    this.#fate = 'posted'
    // The process was killed: the rest of this tick must change nothing.
    if (fate === 'killed') throw new Error('killed')
    const arrives = (fate === 'posted' || fate === 'killed-posted') && (await this.#ledger.parts(id)).length === 0
    this.#ledger.part(id, now, arrives)
    if (arrives || delivery.state === 'posted') this.#posts.push(id)
    if (fate.startsWith('killed')) throw new Error('killed')
    if (fate === 'retry') this.#truth.note('retried', now)
    if (fate === 'paused') this.#truth.note('paused', now + hourMs)
    if (fate === 'paused') await this.#ledger.pause(this.destination.name, { reason: { text: 'Refused.' }, at: now })
    if (fate === 'paused') return 'pause'
    if (fate !== 'posted') return fate
    await this.#ledger.setState(id, 'posted', now)
    return 'done'
  }

  #now(): number {
    return this.#minute * 60_000 + this.skew
  }

  #happen(): void {
    const { published, changes, steps } = this.#scenario
    const next = this.#next
    for (let come = published[next.digest]; come && come.at <= this.#minute; come = published[++next.digest]) {
      this.#news = true
      this.#published.add(come.digest)
      this.#days = [...this.#days, nameOf(come.digest)].sort()
      this.#truth.wrote(nameOf(come.digest), come.at * 60_000 + this.skew)
    }
    for (let change = changes[next.change]; change && change.at <= this.#minute; change = changes[++next.change]) {
      this.destination = { ...this.destination, ...change.to }
      this.#truth.note('config-changed', this.#now())
    }
    const skew = this.#isIn('step', steps) ? (steps[next.step]?.seconds ?? 0) * 1000 : 0
    if (skew !== this.skew) this.#truth.step(this.#minute, skew - this.skew)
    this.skew = skew
  }

  #isIn(name: 'down' | 'asleep' | 'outage' | 'step', list: readonly Span[]): boolean {
    const next = this.#next
    while ((list[next[name]]?.to ?? Number.POSITIVE_INFINITY) <= this.#minute) next[name] += 1
    return (list[next[name]]?.from ?? Number.POSITIVE_INFINITY) <= this.#minute
  }

  #complain(verdict: Verdict, what: string): void {
    const { at, until, timezone, edition, catchUp, name } = this.destination
    const where = `${name} in ${timezone}, ${at} to ${until}, edition ${edition}, catchUp ${catchUp}`
    const when = `${new Date(this.#now()).toISOString()} by the machine, ${this.skew / 1000} s off`
    this.violation ??= { verdict, what: `${what} (${when}; ${where})` }
  }
}

const fates = ['retry', 'paused', 'killed', 'killed-begun', 'killed-posted'] as const

function dayOfDelivery(id: DeliveryEntry['id']): number {
  const date = parseDigestId(id.slice(id.indexOf('@') + 1))?.date ?? ''
  return Date.parse(date) / 86_400_000
}
