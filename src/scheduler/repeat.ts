import type { DeliveryEntry, PartEntry } from '../domain/delivery.ts'
import { type Digest, digestId, parseDigestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { DeliveryStore, NewDelivery, PartStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import { failureReason } from '../i18n/failures.ts'
import { commandLine } from '../lib/command-line.ts'
import { type HistoryRecords, isSamePlace, type SharedHistory } from './delivery-history.ts'

/** The records of earlier posts. */
type Earlier = Pick<HistoryRecords, 'own'> & Pick<SharedHistory, 'orphansAround'>

export interface RepeatContext {
  readonly ledger: Pick<DeliveryStore, 'addDelivery' | 'setState'> & Pick<PartStore, 'parts'>
  readonly repository: Pick<DigestRepository, 'days' | 'files' | 'get'>
  readonly log: Log
  /** Whether a delivery shows the text of this digest, even if the dates differ. */
  readonly showsText?: (delivery: DeliveryEntry, digest: Digest) => boolean
  /** Whether most of what these parts show is in this digest. */
  readonly showMost?: (parts: readonly PartEntry[], digest: Digest) => boolean
}

/** How many deliveries or digests are compared with one whose file may have been renamed. */
const comparedMax = 7

/**
 * Holds a digest that its destination has had under another date: its file was copied, or renamed, perhaps with a new
 * title. It fails with a reason, which alerts and `status` show; `post` releases it, and so does a change of the text.
 */
export async function holdRepeat(
  delivery: NewDelivery,
  digest: Digest,
  history: Earlier,
  context: RepeatContext,
): Promise<boolean> {
  const { ledger, log, showsText } = context
  const others = await earlierDeliveries(delivery, digest, history)
  const earlier = others.filter((each) => parseDigestId(each.digest)?.publication === digest.publication)
  const first = earlier.find((each) => showsText?.(each, digest)) ?? (await renamedFrom(earlier, digest, context))
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

/** The newest delivery whose file is gone, and most of which is in this digest. */
async function renamedFrom(
  earlier: readonly DeliveryEntry[],
  digest: Digest,
  { ledger, repository, showMost }: RepeatContext,
): Promise<DeliveryEntry | undefined> {
  const files = repository.files()
  const newest = earlier.toSorted((one, other) => other.createdAt - one.createdAt).slice(0, comparedMax)
  for (const each of newest.filter((delivery) => !files.has(delivery.digest))) {
    if (showMost?.(await ledger.parts(each.id), digest)) return each
  }
  return undefined
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

/**
 * The digest of a delivery whose file was renamed to another date after a part was posted: the rest of it goes out under
 * the date with which it began. Undefined if no digest has its text.
 */
export async function renamedDigest(
  delivery: DeliveryEntry,
  { ledger, repository, showsText, showMost }: RepeatContext,
): Promise<Digest | undefined> {
  const id = parseDigestId(delivery.digest)
  if (!id || !delivery.started) return undefined
  const { publication, date } = id
  const parts = await ledger.parts(delivery.id)
  for (const day of repository.days(publication).slice(-comparedMax)) {
    const digest = await repository.get(digestId({ publication, date: day }))
    if (digest && (showsText?.(delivery, digest) || showMost?.(parts, digest))) return { ...digest, date }
  }
  return undefined
}
