import type { DeliveryEntry } from '../domain/delivery.ts'
import { type Digest, digestId, parseDigestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { DeliveryStore, NewDelivery } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import { failureReason } from '../i18n/failures.ts'
import { commandLine } from '../lib/command-line.ts'
import { type HistoryRecords, isSamePlace, type SharedHistory } from './delivery-history.ts'

/** What was posted before. */
type Earlier = Pick<HistoryRecords, 'own'> & Pick<SharedHistory, 'orphansAround'>

export interface RepeatContext {
  readonly ledger: Pick<DeliveryStore, 'addDelivery' | 'setState'>
  readonly log: Log
  /** Whether a delivery shows the text of this digest, even if the dates differ. */
  readonly showsText?: (delivery: DeliveryEntry, digest: Digest) => boolean
}

/**
 * Holds a digest whose text its destination has had under another date: its file was renamed or copied. It fails with a
 * reason, which alerts and `status` show; `post` releases it, and so does a change of the text.
 */
export async function holdRepeat(
  delivery: NewDelivery,
  digest: Digest,
  history: Earlier,
  { ledger, log, showsText }: RepeatContext,
): Promise<boolean> {
  const earlier = await earlierDeliveries(delivery, digest, history)
  const first = earlier.find(
    (each) => parseDigestId(each.digest)?.publication === digest.publication && showsText?.(each, digest),
  )
  if (!first) return false
  const { state } = await ledger.addDelivery(delivery)
  if (state !== 'pending') return true
  const command = commandLine(`post ${digest.date} --to ${delivery.destination}`)
  const reason = failureReason('posted-before', first.digest, command)
  await ledger.setState(delivery.id, 'failed', delivery.createdAt, reason)
  log.warn(
    { delivery: delivery.id, destination: delivery.destination, reason: reason.text },
    'a digest with a text that was posted is held',
  )
  return true
}

/** The other deliveries to the destination; before it has any, those to one in its channel that no longer exists. */
async function earlierDeliveries(
  delivery: NewDelivery,
  { date }: Digest,
  { own, orphansAround }: Earlier,
): Promise<readonly DeliveryEntry[]> {
  const others = own.filter(({ digest }) => digest !== delivery.digest)
  if (others.length > 0) return others
  const orphans = await orphansAround(date)
  return orphans.filter((each) => each.digest !== delivery.digest && isSamePlace(each, delivery))
}

/** How many of the newest digests are compared with a delivery whose own is gone. */
const comparedMax = 7

/**
 * The digest of a delivery whose file was renamed to another date after a part was posted: the rest of it goes out under
 * the date with which it began. Undefined if no digest has its text.
 */
export async function renamedDigest(
  delivery: DeliveryEntry,
  {
    repository,
    showsText,
  }: Pick<RepeatContext, 'showsText'> & { readonly repository: Pick<DigestRepository, 'days' | 'get'> },
): Promise<Digest | undefined> {
  const id = parseDigestId(delivery.digest)
  if (!id || !delivery.started) return undefined
  const { publication, date } = id
  for (const day of repository.days(publication).slice(-comparedMax)) {
    const digest = await repository.get(digestId({ publication, date: day }))
    if (digest && showsText?.(delivery, digest)) return { ...digest, date }
  }
  return undefined
}
