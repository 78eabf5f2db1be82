import type { DeliveryEntry, DeliveryId, MessageRef, PartEntry } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { DeliveryStore, PartStore, UncertainParts } from '../../domain/ledger.ts'
import { type PartKey, parsePartKey } from '../../domain/part-key.ts'
import { claimedLocation } from './claimed-location.ts'

/** What an operator found out about an uncertain part. */
export interface PartFinding {
  readonly delivery: DeliveryId
  readonly part: PartKey
  readonly isThere: boolean
  /** The message, if it is there and its link was given. */
  readonly ref?: MessageRef
}

/** Dependencies of `resolveUncertainPart`. */
export interface ResolveContext {
  readonly ledger: DeliveryStore & PartStore & UncertainParts
  readonly destinations: readonly Destination[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Resolves an uncertain part: it is there, or it is not and may be sent. A running bot may be looking for it at the same
 * moment; the first result counts. Answers with sentences that say what follows; throws
 * `ConfigurationError` when it cannot be settled so.
 */
export async function resolveUncertainPart(finding: PartFinding, witness: ResolveContext): Promise<string> {
  const { delivery: id, part: key, isThere, ref } = finding
  const delivery = await witness.ledger.delivery(id)
  if (!delivery) throw new ConfigurationError(`There is no delivery "${id}".`)
  const parts = await witness.ledger.parts(id)
  const entry = parts.find((part) => part.key === key)
  // A link may be added to what was found without one.
  const isOpen = entry?.state === 'uncertain' || (entry?.state === 'confirmed' && !entry.ref && ref !== undefined)
  if (!isOpen) throw new ConfigurationError(nothingToSettle(id, key, entry))
  return isThere ? keep(finding, delivery, parts, witness) : send(finding, delivery, witness)
}

async function keep(
  finding: PartFinding,
  delivery: DeliveryEntry,
  parts: readonly PartEntry[],
  witness: ResolveContext,
) {
  const { delivery: id, part: key } = finding
  const { ledger, destinations, now } = witness
  // As it was begun; for what an older Morning Post began, as it is configured.
  const destination = destinations.find(({ name }) => name === delivery.destination)
  const layout = delivery.postedLayout?.layout ?? destination?.layout
  const ref = claimedLocation(delivery, layout, parts, finding)
  const owner = ref && (await ledger.findByMessage(ref))
  if (owner) throw new ConfigurationError(`That message is ${owner.key} of ${owner.id}.`)
  await ledger.confirm(id, key, now)
  const entry = await entryOf(id, key, ledger)
  if (entry?.state !== 'confirmed') throw new ConfigurationError(nothingToSettle(id, key, entry))
  if (ref) await ledger.recordReceipt(id, key, ref, now)
  const rest = delivery.state === 'pending' ? ' The bot goes on with what comes after it.' : ''
  const lost = ref ? '' : ' Without its link it can be neither corrected nor discussed; you may still add the link.'
  return `Noted: ${key} of ${id} is there.${rest}${lost}`
}

async function send(
  { delivery: id, part: key }: PartFinding,
  delivery: DeliveryEntry,
  { ledger, now }: ResolveContext,
) {
  await ledger.allowResend(id, key)
  const entry = await entryOf(id, key, ledger)
  if (entry && entry.state !== 'intended') throw new ConfigurationError(nothingToSettle(id, key, entry))
  if (isPrompt(key)) return `Noted: ${key} of ${id} is not there. It is posted when a reader chooses it again.`
  // Takeaways come after the digest, so all else of the delivery may be settled.
  if (delivery.state !== 'pending') await ledger.setState(id, 'pending', now)
  return `Noted: ${key} of ${id} is not there. The bot sends it within a minute, or once it is started.`
}

async function entryOf(id: DeliveryId, key: PartKey, ledger: PartStore): Promise<PartEntry | undefined> {
  return (await ledger.parts(id)).find((part) => part.key === key)
}

function nothingToSettle(id: DeliveryId, key: PartKey, entry: PartEntry | undefined): string {
  const part = `${key} of ${id}`
  switch (entry?.state) {
    case 'posted':
      return `${part} is there${entry.ref?.link ? `: ${entry.ref.link}` : ''}. There is nothing to resolve.`
    case 'confirmed':
      return `${part} is already resolved: it is there.`
    case 'intended':
      return `The bot is finding out about ${part} by itself just now. Look again in a minute.`
    default:
      return `${part} is not uncertain. There is nothing to resolve.`
  }
}

/** A takeaway that a reader chose is brought by choosing it. */
function isPrompt(key: PartKey): boolean {
  return parsePartKey(key)?.reply?.type === 'takeaway'
}
