import type { Destination, PlatformName } from '../domain/destination.ts'
import type { DeliveryQueries, PartStore } from '../domain/ledger.ts'

/** How many of a destination's deliveries are looked at for a message in its channel. */
const lookBackMax = 10

/** Whether anything was posted in the channel lately. */
export async function hasPostedIn(
  ledger: Pick<DeliveryQueries & PartStore, 'deliveriesTo' | 'parts'>,
  destinations: readonly Destination[],
  platform: PlatformName,
  channel: string,
): Promise<boolean> {
  for (const { name } of destinations.filter((each) => each.platform === platform && each.channel === channel)) {
    for (const { id } of await ledger.deliveriesTo(name, lookBackMax)) {
      if ((await ledger.parts(id)).some(({ ref }) => ref?.channel === channel)) return true
    }
  }
  return false
}
