import { systemClock } from '../lib/clock.ts'
import type { DashboardData } from '../web/deliveries/options.ts'
import type { Bot } from './bot.ts'
import type { Services } from './services.ts'
import { resolvePart } from './uncertain-parts.ts'

/** What the dashboard reads from the running bot, and its one action. */
export function dashboardData(bot: Bot, { stores, destinations }: Services): DashboardData {
  const { ledger, inspector, subscriptions } = stores
  return {
    ledger,
    inspector,
    clock: systemClock,
    destinations,
    platforms: bot.monitoring.platforms,
    pausedUntil: (name) => subscriptions.all().find(({ destination }) => destination.name === name)?.pausedUntil,
    resolve: async (finding) => {
      await resolvePart(finding, { ledger, destinations: destinations(), now: systemClock.now() })
      bot.wake()
    },
  }
}
