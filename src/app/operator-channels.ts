import type { Config } from '../config/load.ts'
import type { Destination } from '../domain/destination.ts'

type Channel = Pick<Destination, 'platform' | 'channel'>

/** The channels of the configuration that are no destinations: of alerts, reports and reviews. */
export function operatorChannels({
  alerts: { to, backup },
  reports,
  reviewChoices,
}: Pick<Config, 'alerts' | 'reports' | 'reviewChoices'>): readonly Channel[] {
  const reviews = [...reviewChoices.values()].filter((choice) => choice !== 'off')
  return [to, backup, reports, ...reviews].filter((channel) => channel !== undefined)
}
