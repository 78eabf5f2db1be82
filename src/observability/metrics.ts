import { createHash } from 'node:crypto'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { LedgerInspector, LedgerStats } from '../domain/ledger-stats.ts'
import type { MetricsRecorder } from '../domain/metrics.ts'
import { registerProcessMetrics } from './process-metrics.ts'

interface MetricsOptions {
  readonly inspector: LedgerInspector
  /** The platforms with tokens, and whether each is connected. */
  readonly platforms: () => ReadonlyMap<PlatformName, boolean>
  readonly destinations: () => readonly Pick<Destination, 'name' | 'platform' | 'workspace'>[]
  /** How long after its time a delivery is late, in milliseconds. */
  readonly lateMs: () => number
  readonly now: () => number
  readonly version: string
}

/** Seconds, the unit of Prometheus: https://prometheus.io/docs/practices/naming/#base-units */
const waitBuckets = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300]
const answerBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

const ownPlatform = ['platform'] as const

/** How many destinations have a series of their own; those of the configuration come first. */
const destinationsMax = 1_000

/** Metrics in the Prometheus format. Every label has a bounded set of values. */
export class Metrics implements MetricsRecorder {
  readonly contentType: string
  readonly #options: MetricsOptions
  readonly #registry = new Registry()
  readonly #counted
  readonly #asked

  constructor(options: MetricsOptions) {
    this.#options = options
    this.contentType = this.#registry.contentType
    this.#counted = registerCounted(this.#registry)
    this.#asked = registerAsked(this.#registry)
    registerProcessMetrics(this.#registry)
    const build = { version: options.version, node: process.versions.node }
    gauge(this.#registry, 'build_info', 'Always 1; the labels say what is running', ['version', 'node']).set(build, 1)
  }

  posted(platform: PlatformName): void {
    this.#counted.posted.inc({ platform })
  }

  edited(platform: PlatformName): void {
    this.#counted.edited.inc({ platform })
  }

  waited(platform: PlatformName, reason: 'pacing' | 'retry_after', ms: number): void {
    this.#counted.waits.observe({ platform, reason }, ms / 1_000)
  }

  answered(platform: PlatformName, ms: number): void {
    this.#counted.answers.observe({ platform }, ms / 1_000)
  }

  /** All metrics as text. Those of the ledger are left out while it cannot be read. */
  async text(): Promise<string> {
    const { inspector, platforms, now, lateMs } = this.#options
    const stats = await inspector.count(now(), lateMs()).catch(() => undefined)
    // A full disk can be read, and nothing is posted that cannot be recorded.
    const isWritable = await inspector.checkWritable(now()).then(
      () => true,
      () => false,
    )
    const up = platforms()
    for (const platform of up.keys()) this.#counted.start(platform)
    for (const each of Object.values(this.#asked)) each.reset()
    for (const [platform, isUp] of up) this.#asked.up.set({ platform }, isUp ? 1 : 0)
    this.#asked.ledger.set(stats && isWritable ? 1 : 0)
    if (stats) this.#show(stats, [...up.keys()])
    return this.#registry.metrics()
  }

  #show(
    { pending, late, uncertain, paused, failingSources, recent, lastSuccess }: LedgerStats,
    platforms: readonly PlatformName[],
  ): void {
    const destinations = this.#options.destinations()
    // The alert about a destination that was removed would never end.
    const names = new Set(destinations.map(({ name }) => name))
    const ofThese = (counts: typeof pending) => counts.filter(({ destination }) => names.has(destination))
    for (const [each, counts] of [
      [this.#asked.pending, ofThese(pending)],
      [this.#asked.late, ofThese(late)],
      [this.#asked.uncertain, uncertain],
    ] as const) {
      for (const platform of platforms) each.set({ platform }, 0)
      for (const { platform, count } of counts) each.inc({ platform }, count)
    }
    this.#asked.paused.set(paused.filter((name) => names.has(name)).length)
    this.#asked.failingSources.set(failingSources)
    for (const { platform, state, count } of recent) this.#asked.recent.set({ platform, state }, count)
    for (const platform of platforms) {
      const own = destinations.filter((each) => each.platform === platform)
      this.#asked.workspaces.set({ platform }, new Set(own.map(({ workspace }) => workspace)).size)
    }
    for (const { name, platform } of destinations.slice(0, destinationsMax)) {
      const at = lastSuccess.get(name)
      if (at !== undefined) this.#asked.lastSuccess.set({ platform, destination: hashOf(name) }, at / 1_000)
    }
  }
}

/** Metrics that are counted as events happen. */
function registerCounted(registry: Registry) {
  const registers = [registry]
  const posted = new Counter({
    name: 'morning_post_parts_posted_total',
    help: 'Parts that were posted',
    labelNames: ownPlatform,
    registers,
  })
  const edited = new Counter({
    name: 'morning_post_parts_corrected_total',
    help: 'Parts that were corrected in place',
    labelNames: ownPlatform,
    registers,
  })
  const waits = new Histogram({
    name: 'morning_post_rate_limit_wait_seconds',
    help: 'How long calls waited: by our own pacing, or as the platform asked (retry_after)',
    labelNames: ['platform', 'reason'],
    buckets: waitBuckets,
    registers,
  })
  const answers = new Histogram({
    name: 'morning_post_interaction_duration_seconds',
    help: 'Time to answer a user interaction',
    labelNames: ownPlatform,
    buckets: answerBuckets,
    registers,
  })
  /** Counters start at 0 instead of missing, so that alert rules work from the start. */
  const start = (platform: PlatformName) => {
    for (const counter of [posted, edited]) counter.inc({ platform }, 0)
  }
  return { posted, edited, waits, answers, start }
}

/** Metrics that are looked up at each scrape. */
function registerAsked(registry: Registry) {
  return {
    up: gauge(registry, 'platform_up', 'Whether the platform is connected', ownPlatform),
    ledger: gauge(registry, 'ledger_up', 'Whether the ledger can be read and written'),
    pending: gauge(registry, 'deliveries_pending', 'Deliveries that are not all in their channel', ownPlatform),
    late: gauge(registry, 'deliveries_late', 'Pending deliveries that are late', ownPlatform),
    recent: gauge(registry, 'deliveries_recent', 'Deliveries added in the last 24 hours, by state', [
      'platform',
      'state',
    ]),
    uncertain: gauge(registry, 'parts_uncertain', 'Parts whose status is unknown', ownPlatform),
    paused: gauge(registry, 'destinations_paused', 'Paused destinations'),
    workspaces: gauge(
      registry,
      'workspaces',
      'Workspaces with destinations; the default workspace is one',
      ownPlatform,
    ),
    failingSources: gauge(registry, 'sources_failing', 'Sources of candidates whose last fetch failed'),
    lastSuccess: gauge(
      registry,
      'destination_last_success_timestamp_seconds',
      'When a whole digest was last posted to the destination, or it was first seen, since 1970',
      ['platform', 'destination'],
    ),
  }
}

/** Replaces the name of a destination, which is not published in metrics: `sha256sum` gives the same hash. */
function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12)
}

function gauge<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Label[] = [],
) {
  return new Gauge({ name: `morning_post_${name}`, help, labelNames, registers: [registry] })
}
