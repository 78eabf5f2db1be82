import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import { type DigestId, digestId, parseDigestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { DeliveryStore, NewDelivery } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import { dayAt } from '../domain/time-zone.ts'
import { failureReason } from '../i18n/failures.ts'
import { isPostingDay, nextSlot, slotOn } from './slots.ts'

interface AnnouncementContext {
  readonly repository: Pick<DigestRepository, 'days' | 'files'>
  readonly ledger: Pick<DeliveryStore, 'addDelivery' | 'setState'>
  readonly log: Log
}

/**
 * Adds a line in place of a digest that is too old; undefined if there is nothing to say, or as long as there is a newer
 * file that cannot be read: it may still be being written.
 */
export async function addAnnouncement(
  wanted: NewDelivery,
  destination: Destination,
  now: number,
  { ledger, log, repository }: AnnouncementContext,
): Promise<DeliveryEntry | undefined> {
  const { publication } = destination
  const readable = new Set(repository.days(publication).map((date) => digestId({ publication, date })))
  const today = digestId({ publication, date: dayAt(now, destination.timezone) })
  const isAwaited = (id: DigestId) =>
    parseDigestId(id)?.publication === publication && id > wanted.digest && id < today && !readable.has(id)
  if ([...repository.files().keys()].some(isAwaited)) return undefined
  const reason = announcementReason(now, destination)
  const isKnown = reason.code !== 'welcome-unknown'
  const delivery = await ledger.addDelivery(wanted)
  if (delivery.state !== 'pending') return undefined
  await ledger.setState(wanted.id, isKnown ? 'pending' : 'skipped', now, reason)
  log.info(
    { delivery: wanted.id, destination: destination.name, reason: reason.text },
    'the newest digest is too old for a welcome',
  )
  return isKnown ? { ...delivery, reason } : undefined
}

/** Why a digest that is too old is not posted, and the day of the first digest for the line in the channel. */
function announcementReason(now: number, destination: Destination): FailureReason {
  // A line would be a post of its own in a forum.
  if (destination.layout === 'forum') return failureReason('welcome-unknown')
  const today = dayAt(now, destination.timezone)
  const { opens, closes } = slotOn(destination, today)
  if (isPostingDay(destination, today) && now >= opens && now < closes) return failureReason('welcome-soon')
  const next = nextSlot(destination, now)
  return next ? failureReason('welcome-later', next.day) : failureReason('welcome-unknown')
}
