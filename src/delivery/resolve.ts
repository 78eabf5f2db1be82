import { type DeliveryEntry, type DeliveryId, isUndone, type MessageRef, type PartEntry } from '../domain/delivery.ts'
import type { Destination, Layout } from '../domain/destination.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { DeliveryStore, PartStore, UncertainParts } from '../domain/ledger.ts'
import { type PartKey, parsePartKey } from '../domain/part-key.ts'
import { messagesFor } from '../i18n/messages.ts'

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
  /** BCP 47, of the answer. */
  readonly language?: string
}

/**
 * Resolves an uncertain part: it is there, or it is not and may be sent. A running bot may be looking for it at the same
 * moment; the first result counts. Returns sentences about the next steps; throws `ConfigurationError` if it cannot
 * be resolved this way.
 */
export async function resolveUncertainPart(finding: PartFinding, context: ResolveContext): Promise<string> {
  const { delivery: id, part: key, isThere, ref } = finding
  const { ledger } = context
  const delivery = await ledger.delivery(id)
  if (!delivery) throw new ConfigurationError(`There is no delivery "${id}".`)
  const parts = await ledger.parts(id)
  const entry = parts.find((part) => part.key === key)
  // A link may be added to what was found without one.
  const isOpen = entry?.state === 'uncertain' || (entry?.state === 'confirmed' && !entry.ref && ref !== undefined)
  if (!isOpen) throw new ConfigurationError(nothingToResolve(finding, entry, context))
  return isThere ? confirm(finding, delivery, parts, context) : resend(finding, delivery, context)
}

async function confirm(
  finding: PartFinding,
  delivery: DeliveryEntry,
  parts: readonly PartEntry[],
  context: ResolveContext,
): Promise<string> {
  const { delivery: id, part: key } = finding
  const { ledger, destinations, now, language } = context
  // The layout with which it was started; for deliveries of version 0.1.0, the configured one.
  const destination = destinations.find(({ name }) => name === delivery.destination)
  const ref = claimedLocation(finding, delivery, delivery.postedLayout?.layout ?? destination?.layout, parts)
  const owner = ref && (await ledger.findByMessage(ref))
  if (owner) throw new ConfigurationError(`That message is ${owner.key} of ${owner.id}.`)
  await ledger.confirm(id, key, now)
  const entry = (await ledger.parts(id)).find((part) => part.key === key)
  if (entry?.state !== 'confirmed') throw new ConfigurationError(nothingToResolve(finding, entry, context))
  if (ref) await ledger.recordReceipt(id, key, ref, now)
  const phrases = messagesFor(language).resolve
  return [phrases.isThere(key, id), delivery.state === 'pending' && phrases.goesOn, !ref && phrases.noLink]
    .filter(Boolean)
    .join(phrases.sentenceGap)
}

async function resend(finding: PartFinding, delivery: DeliveryEntry, context: ResolveContext): Promise<string> {
  const { ledger, now, language } = context
  const phrases = messagesFor(language).resolve
  const { delivery: id, part: key } = finding
  await ledger.allowResend(id, key)
  const entry = (await ledger.parts(id)).find((part) => part.key === key)
  if (entry && entry.state !== 'intended') throw new ConfigurationError(nothingToResolve(finding, entry, context))
  if (parsePartKey(key)?.reply?.type === 'takeaway') {
    return phrases.postedOnChoice(key, id)
  }
  if (isUndone(delivery)) return phrases.undone(key, id)
  // The rest of the delivery may be posted already: takeaways come last.
  if (delivery.state !== 'pending') await ledger.setState(id, 'pending', now)
  return phrases.resent(key, id)
}

function nothingToResolve(
  { delivery, part }: PartFinding,
  entry: PartEntry | undefined,
  { language }: ResolveContext,
): string {
  const phrases = messagesFor(language).resolve
  switch (entry?.state) {
    case 'posted':
      return phrases.isPosted(part, delivery, entry.ref?.link)
    case 'confirmed':
      return phrases.isResolved(part, delivery)
    case 'intended':
      return phrases.isLookedFor(part, delivery)
    default:
      return phrases.isCertain(part, delivery)
  }
}

/**
 * The message of a part that an operator found; undefined if no link was given. Throws `ConfigurationError` if it cannot
 * be there, or if the link is needed because other messages are in its thread.
 */
function claimedLocation(
  { part: key, ref }: PartFinding,
  delivery: DeliveryEntry,
  layout: Layout | undefined,
  parts: readonly PartEntry[],
): MessageRef | undefined {
  const { id, channel, platform } = delivery
  const isThreaded = layout === 'thread' || layout === 'forum'
  if (!ref) {
    if (!isThreaded || key !== 'overview') return undefined
    throw new ConfigurationError(
      `The rest of ${id} is posted in the thread of its overview, so the bot must know which message that is: ` +
        'add its link to --there.',
    )
  }
  const overview = parts.find((part) => part.key === 'overview')?.ref
  const opensPost = layout === 'forum' && key === 'overview' && ref.channel === ref.message
  // The channel, and the threads under the messages in it.
  const places = [channel, ...parts.flatMap((part) => (part.ref ? [part.ref.channel, threadUnder(part.ref)] : []))]
  if (!opensPost && !places.includes(ref.channel)) {
    throw new ConfigurationError(`That message is not in ${platform} channel ${channel}, where ${id} goes.`)
  }
  // On some platforms a thread is a channel, and the link to a message in it has nothing else.
  const inOwnChannel = ref.channel === channel ? undefined : ref.channel
  const underOverview = isThreaded && key !== 'overview' && overview ? threadUnder(overview) : undefined
  const thread = ref.thread ?? inOwnChannel ?? underOverview
  if (underOverview !== undefined && thread !== underOverview) {
    throw new ConfigurationError(`That message is not in the thread of the overview of ${id}.`)
  }
  return { ...ref, ...(thread !== undefined && { thread }) }
}

function threadUnder({ thread, message }: MessageRef): string {
  return thread ?? message
}
