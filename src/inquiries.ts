import type { House } from './house.ts'
import type { Office } from './page/deliveries/options.ts'
import type { PostOffice } from './post-office.ts'
import { resolvePart } from './resolve.ts'
import { systemClock } from './system-clock.ts'

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
