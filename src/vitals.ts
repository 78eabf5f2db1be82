import { readFileSync } from 'node:fs'
import type { PlatformName } from './domain/destination.ts'
import type { Meter } from './domain/meter.ts'
import type { House } from './house.ts'
import { Health, type Vitals } from './metrics/health.ts'
import { Metrics } from './metrics/metrics.ts'
import { systemClock } from './system-clock.ts'

/** What is watched while the bot runs, and what may be asked about it. */
export interface Watch extends Vitals {
  readonly meter: Meter
  readonly health: Health
  /** All platforms that there are tokens for, and whether each is connected. */
  readonly platforms: () => ReadonlyMap<PlatformName, boolean>
}

const minuteMs = 60_000

/** Begins to watch over a house and its connections. */
export function keepWatch(
  { stores: { inspection }, choices }: House,
  platforms: () => ReadonlyMap<PlatformName, boolean>,
): Watch {
  const now = () => systemClock.now()
  const lateMs = () => choices.value.operations.lateMinutes * minuteMs
  const metrics = new Metrics({ inspection, platforms, lateMs, now, version: versionOf() })
  const health = new Health({ inspection, platforms, now, steady: () => performance.now() })
  return {
    meter: metrics,
    health,
    platforms,
    live: () => health.live(),
    ready: () => health.ready(),
    metrics: () => metrics.text(),
    metricsType: metrics.contentType,
  }
}

function versionOf(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}
