import type { DeliveryId } from '../domain/delivery.ts'
import type { AlertKind } from './alert.ts'

/** What an alert is about: its kind, and what identifies it among those of that kind. Ids have no colon but a workspace's. */
export function formatSubject(kind: AlertKind, ...ids: readonly string[]): string {
  return [kind, ...ids].join(':')
}

/** The delivery that a subject of the kinds `late` and `failed` names. */
export function deliveryOf(subject: string): DeliveryId {
  const [, id = ''] = subject.split(':')
  return id as DeliveryId
}

/** The publication that a subject of the kind `stale` names, and the day of its last digest. */
export function staleSince(subject: string): { readonly publication: string; readonly last: string } {
  const [, publication = '', last = ''] = subject.split(':')
  return { publication, last }
}
