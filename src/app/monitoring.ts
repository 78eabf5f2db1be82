import type { PlatformName } from '../domain/destination.ts'
import { minuteMs } from '../domain/duration.ts'
import type { MetricsRecorder } from '../domain/metrics.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { systemClock } from '../lib/clock.ts'
import { version } from '../lib/version.ts'
import { Health, type HealthChecks } from '../observability/health.ts'
import { HeartbeatUrl } from '../observability/heartbeat-url.ts'
import { Metrics } from '../observability/metrics.ts'
import type { Services } from './services.ts'

/** Metrics and health checks of the running bot. */
export interface Monitoring extends HealthChecks {
  readonly meter: MetricsRecorder
  /** A tick of the scheduler has ended, with or without an error. */
  tickEnded(isOk: boolean): void
  /** Every platform with a token, and whether it is connected. */
  readonly platforms: () => ReadonlyMap<PlatformName, boolean>
}

export function startMonitoring(
  { stores: { inspector }, config, destinations, environment, tokenProblem, log }: Services,
  platforms: () => ReadonlyMap<PlatformName, boolean>,
  signal: AbortSignal,
): Monitoring {
  const now = () => systemClock.now()
  const lateMs = () => config.value.alerts.lateMinutes * minuteMs
  const metrics = new Metrics({ inspector, platforms, destinations, lateMs, now, version })
  const titled = () => new Map([...platforms()].map(([name, isUp]) => [platformTitle(name), isUp]))
  const steady = () => performance.now()
  const health = new Health({ inspector, platforms: titled, tokenProblem, now, steady })
  const { heartbeatUrl: url } = environment
  const heartbeat = url && new HeartbeatUrl({ url, ready: () => health.ready(), log, signal, steady })
  return {
    meter: metrics,
    tickEnded: (isOk) => {
      health.tickCompleted()
      if (isOk && heartbeat) heartbeat.tickSucceeded()
    },
    platforms,
    live: () => health.live(),
    ready: () => health.ready(),
    metrics: () => metrics.text(),
    metricsType: metrics.contentType,
  }
}
