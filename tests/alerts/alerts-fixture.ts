import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Alerts } from '../../src/alerts/alerts.ts'
import type { PlatformOutage, RemovedWorkspace } from '../../src/alerts/outage-alerts.ts'
import type { AlertSettings } from '../../src/config/schema.ts'
import type { Day } from '../../src/domain/day.ts'
import { deliveryId } from '../../src/domain/delivery.ts'
import type { Destination, PlatformName } from '../../src/domain/destination.ts'
import { digestId } from '../../src/domain/digest.ts'
import type { LedgerUnusable } from '../../src/domain/errors.ts'
import type { FailureReason } from '../../src/domain/failure-reason.ts'
import type { LedgerInspector } from '../../src/domain/ledger-stats.ts'
import type { Log } from '../../src/domain/log.ts'
import type { Problem } from '../../src/domain/problem.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aDestination, aDigest } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

export const thursday = Date.parse('2026-03-12T09:00:00Z')
const minuteMs = 60_000
const newest = digestId({ publication: 'main', date: '2026-03-12' as Day })

/** Alerts over a real store, and everything that may cause one. */
export class AlertsFixture {
  readonly slack = new MemoryPlatform('slack')
  readonly discord = new MemoryPlatform('discord')
  readonly logged: { level: string; message: string; fields: object }[] = []
  readonly up = new Set<PlatformName>(['slack', 'discord'])
  settings: AlertSettings = {
    to: { platform: 'slack', channel: 'C0OPS' },
    backup: { platform: 'discord', channel: '77' },
    language: 'en',
    lateMinutes: 15,
    daysWithoutDigest: 3,
  }
  destinations: Destination[] = []
  problems: Problem[] = []
  outages: PlatformOutage[] = []
  pullFailure: FailureReason | undefined
  removals: RemovedWorkspace[] = []
  /** The file of the newest digest, and whether it can be read. */
  readonly file = 'digests/2026-03-12.md'
  isReadable = true
  ledgerOutage: LedgerUnusable | undefined
  days: Day[] = ['2026-03-12' as Day]
  /** The names of the configured sources. */
  sources: string[] = []
  now = thursday
  #store: Store
  #alerts: Alerts
  readonly #folder: string

  private constructor(store: Store, folder: string) {
    this.#store = store
    this.#folder = folder
    this.#alerts = this.#open()
  }

  static async open(): Promise<AlertsFixture> {
    const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
    return new AlertsFixture(await openStore(join(folder, 'ledger.sqlite')), folder)
  }

  get store(): Store {
    return this.#store
  }

  #open(): Alerts {
    const note = (level: string) => (fields: object, message: string) =>
      void this.logged.push({ level, message, fields })
    const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
    const library = {
      days: () => this.days,
      problems: () => this.problems,
      publications: () => ['main'],
      files: () => new Map([[newest, this.file]]),
      get: async () => (this.isReadable ? aDigest() : undefined),
    }
    return new Alerts({
      ...this.#store,
      inspector: this.#inspection(),
      repository: library,
      hasSource: (_, source) => this.sources.includes(source),
      log,
      platforms: new Map([
        ['slack', this.slack],
        ['discord', this.discord],
      ]),
      clock: { now: () => this.now, wait: async () => {} },
      signal: new AbortController().signal,
      settings: () => this.settings,
      destinations: () => this.destinations,
      outages: () => this.outages,
      tokenProblem: () => undefined,
      pullFailure: () => this.pullFailure,
      removals: async () => this.removals,
      workspaces: { workspaceOf: ({ workspace }) => workspace },
      isUp: (platform) => this.up.has(platform),
    })
  }

  /** That of the store, until the ledger is unusable. */
  #inspection(): LedgerInspector {
    const { inspector } = this.#store
    return {
      count: (...when) => inspector.count(...when),
      problematicDeliveries: (...when) => inspector.problematicDeliveries(...when),
      refusedParts: (since) => inspector.refusedParts(since),
      seen: () => inspector.seen(),
      version: () => inspector.version(),
      checkWritable: async (at) => {
        if (this.ledgerOutage) throw this.ledgerOutage
        await inspector.checkWritable(at)
      },
    }
  }

  /** As after a restart: only stored data is known. */
  async restart(): Promise<void> {
    await this.#store.close()
    this.#store = await openStore(join(this.#folder, 'ledger.sqlite'))
    this.#alerts = this.#open()
  }

  async close(): Promise<void> {
    await this.#store.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** A minute later, everything is checked again. */
  async check(minutes = 1): Promise<void> {
    this.now += minutes * minuteMs
    await this.#alerts.check()
  }

  /** The messages in the channel, in order. */
  get sent(): string[] {
    return this.slack.messages.map(({ posting }) => posting.part.plain)
  }

  /** A delivery that has been due since `dueAt`. */
  async addDelivery(destination: Destination, dueAt = this.now, createdAt = dueAt) {
    if (!this.destinations.includes(destination)) this.destinations.push(destination)
    const { name, platform, channel } = destination
    const id = deliveryId(destination, newest)
    return this.#store.ledger.addDelivery(
      { id, destination: name, digest: newest, platform, channel, createdAt: createdAt, dueAt },
      true,
    )
  }

  pause(name: string, reason: string | FailureReason = 'The bot is not in the channel: invite it.'): Promise<void> {
    if (!this.destinations.some((each) => each.name === name)) this.destinations.push(aDestination({ name }))
    return this.#store.ledger.pause(name, {
      reason: typeof reason === 'string' ? { text: reason } : reason,
      at: this.now,
    })
  }
}
