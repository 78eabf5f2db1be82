import { systemClock } from '../lib/clock.ts'
import type { DashboardData } from '../web/deliveries/options.ts'
import type { Bot } from './bot.ts'
import type { Services } from './services.ts'
import { resolvePart } from './uncertain-parts.ts'

/** What the page may ask the running bot, and the one thing that it may tell it. */
export function dashboardData(postOffice: Bot, { stores, destinations }: Services): DashboardData {
  const { ledger, inspector, subscriptions } = stores
  return {
    ledger,
    inspector,
    clock: systemClock,
    destinations,
    platforms: postOffice.watch.platforms,
    pausedUntil: (name) => subscriptions.all().find(({ destination }) => destination.name === name)?.pausedUntil,
    resolve: async (finding) => {
      await resolvePart(finding, { ledger, destinations: destinations(), now: systemClock.now() })
      postOffice.wake()
    },
  }
}
