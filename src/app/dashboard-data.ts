import { systemClock } from '../lib/system-clock.ts'
import type { Office } from '../web/deliveries/options.ts'
import type { PostOffice } from './bot.ts'
import type { House } from './services.ts'
import { resolvePart } from './uncertain-parts.ts'

/** What the page may ask the running bot, and the one thing that it may tell it. */
export function inquiriesAt(postOffice: PostOffice, { stores, destinations }: House): Office {
  const { ledger, inspection, subscriptions } = stores
  return {
    ledger,
    inspection,
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
