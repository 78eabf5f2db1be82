import { onTestFinished } from 'vitest'
import type { Day } from '../../src/domain/day.ts'
import type { DelayReason, DeliveryEntry, DeliveryId, MessageRef } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { describeDelay } from '../../src/i18n/describe-state.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDestination, aDigest, day, libraryOf, partKey } from '../builders.ts'

const ref: MessageRef = { platform: 'slack', channel: 'C1', message: '17.1' }

/** A machine with a scheduler over a real ledger, whose clock and faults the test controls. */
export class SchedulerFixture {
  readonly ledger: SqlLedger
  readonly logged: { fields: object; message: string }[] = []
  now = Date.parse('2026-01-05T08:00:00Z')
  /** Passes with the clock, unless a test says otherwise. */
  uptime = 0
  destinations: Destination[] = [aDestination()]
  published: Day[] = [day('2026-01-05')]
  delayReason: DelayReason | undefined
  /** The work of a delivery: by default all parts arrive. */
  outcome: 'posted' | 'retry' | 'refused' | 'killed' | 'partly' | 'uncertain' = 'posted'
  posts: string[] = []
  /** The dates of the digests that were delivered, in order. */
  readonly dates: Day[] = []
  /** The digest whose text another delivery shows. */
  repeated: string | undefined
  /** The digest most of which the parts of another delivery show. */
  similar: string | undefined
  #scheduler: Scheduler | undefined

  constructor() {
    this.ledger = openLedgerFile(':memory:').ledger
    onTestFinished(() => this.ledger.close())
  }

  /** Lets minutes pass, ticking in every second one, up to a time of 5 January 2026 or of the given day. */
  async runUntil(time: string): Promise<void> {
    for (const end = instant(time); this.now < end; ) await this.tickAt(Math.min(this.now + 120_000, end))
  }

  /** Lets time pass without a tick, and then ticks. */
  async tickAt(time: string | number): Promise<void> {
    const at = typeof time === 'number' ? time : instant(time)
    this.uptime += Math.max(0, at - this.now)
    await this.setClock(at)
  }

  /** Sets the clock, with no time passing, and ticks. */
  async setClock(time: string | number): Promise<void> {
    this.now = typeof time === 'number' ? time : instant(time)
    this.#scheduler ??= this.#start()
    await this.#scheduler.tick()
    await this.#scheduler.idle()
  }

  /** The process ends; the next tick is that of another one. */
  kill(): void {
    this.#scheduler = undefined
  }

  async delay(name = 'team@main/2026-01-05'): Promise<string | undefined> {
    const { delay, platform } = (await this.ledger.delivery(name as DeliveryId)) ?? {}
    return delay && platform && describeDelay(delay, platform)
  }

  warnings(): string[] {
    return this.logged
      .filter(({ fields }) => 'level' in fields && fields.level === 'warn')
      .map(({ message }) => message)
  }

  #start(): Scheduler {
    const log = (level: string) => (fields: object, message: string) => {
      this.logged.push({ fields: { level, ...fields }, message })
    }
    return new Scheduler({
      clock: { now: () => this.now, wait: async () => {} },
      uptime: () => this.uptime,
      ledger: this.ledger,
      log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
      repository: {
        files: () => new Map(this.published.map((date) => [`main/${date}`, `${date}.md`])),
        days: () => [...this.published],
        get: async (id) => {
          const date = id.slice(-10) as Day
          return this.published.includes(date) ? libraryOf({ ...aDigest('News'), date }).get(id) : undefined
        },
      },
      destinations: () => this.destinations,
      delayReason: () => this.delayReason,
      deliver: (delivery, _, { date }) => {
        this.dates.push(date)
        return this.#runDelivery(delivery)
      },
      showsText: ({ digest }) => digest === this.repeated,
      showMost: (parts) => parts.some(({ ref }) => ref?.message.includes(`@${this.similar}/`)),
    })
  }

  async #runDelivery({ id }: DeliveryEntry): Promise<string> {
    const { ledger, now, outcome } = this
    if (outcome === 'refused') {
      await ledger.pause('team', { reason: { text: 'Invite the bot.' }, at: now })
      return 'pause'
    }
    await ledger.recordIntent(id, partKey('overview'), now)
    if (outcome === 'killed') throw new Error('killed')
    if (outcome === 'uncertain') await ledger.markUncertain(id, partKey('overview'))
    if (outcome === 'retry' || outcome === 'uncertain') return 'retry'
    this.posts.push(id)
    const message = `${id}/overview`
    const [part] = await ledger.parts(id)
    if (part?.state === 'intended') await ledger.recordReceipt(id, partKey('overview'), { ...ref, message }, now)
    if (outcome === 'partly') return 'retry'
    await ledger.recordIntent(id, partKey('section-01'), now)
    await ledger.recordReceipt(id, partKey('section-01'), { ...ref, message: `${id}/section-01` }, now)
    await ledger.setState(id, 'posted', now)
    return 'done'
  }
}

function instant(time: string): number {
  return Date.parse(time.includes('T') ? time : `2026-01-05T${time}:00Z`)
}
