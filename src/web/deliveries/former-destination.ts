import type { DeliveryEntry } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import { mainPublication, parseDigestId } from '../../domain/digest.ts'

/** A destination of which only the ledger knows: nothing is due there any more. */
export function formerDestination(name: string, entries: readonly DeliveryEntry[]): Destination {
  const [entry] = entries
  return {
    name,
    platform: entry?.platform ?? '',
    channel: entry?.channel ?? '',
    publication: parseDigestId(entry?.digest ?? '')?.publication ?? mainPublication,
    at: '00:00',
    until: '24:00',
    timezone: 'UTC',
    days: [],
    skip: new Set(),
    edition: 'today',
    catchUp: 0,
    layout: 'sections',
    discussion: 'off',
    tags: [],
    mute: [],
  }
}
