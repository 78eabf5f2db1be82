import type { DeliveryEntry } from '../domain/delivery.ts'
import { type Digest, parseDigestId } from '../domain/digest.ts'
import type { DeliveryQueries, DeliveryStore, NewDelivery } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import { failureReason } from '../i18n/failures.ts'
import { commandLine } from '../lib/command-line.ts'
import { rememberedDeliveries } from './delivery-history.ts'

export interface RepeatContext {
  readonly ledger: Pick<DeliveryQueries & DeliveryStore, 'deliveriesTo' | 'addDelivery' | 'setState'>
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
  { ledger, log, showsText }: RepeatContext,
): Promise<boolean> {
  const earlier = await ledger.deliveriesTo(delivery.destination, rememberedDeliveries)
  const first = earlier.find(
    (each) =>
      each.digest !== delivery.digest &&
      parseDigestId(each.digest)?.publication === digest.publication &&
      showsText?.(each, digest),
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
