import type { DeliveryEntry } from '../../domain/delivery.ts'
import { type Destination, destinationSchema } from '../../domain/destination.ts'
import { parseDigestId } from '../../domain/digest.ts'

/** A destination that only the ledger still knows: nothing is due there. */
export function formerDestination(name: string, [entry]: readonly DeliveryEntry[]): Destination {
  const { platform = '', channel = '', digest = '' } = entry ?? {}
  const publication = parseDigestId(digest)?.publication
  // Its name may be older than the rule for names.
  return { ...destinationSchema.parse({ name: 'former', platform, channel, publication }), name, days: [] }
}
