import type { DeliveryEntry, MessageRef, PartEntry } from '../../domain/delivery.ts'
import type { Layout } from '../../domain/destination.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { PartKey } from '../../domain/part-key.ts'

interface Claim {
  readonly delivery: string
  readonly part: PartKey
  /** As a link says. */
  readonly ref?: MessageRef
}

/**
 * The message of a part that an operator found; undefined if no link was given. Throws `ConfigurationError` when it cannot
 * stand there, or when it has to be said because others stand in its thread.
 */
export function claimedLocation(
  delivery: DeliveryEntry,
  layout: Layout | undefined,
  parts: readonly PartEntry[],
  { part: key, ref }: Claim,
): MessageRef | undefined {
  const isThreaded = layout === 'thread' || layout === 'forum'
  if (!ref) {
    if (!isThreaded || key !== 'overview') return undefined
    throw new ConfigurationError(
      `The rest of ${delivery.id} stands in the thread of its overview, so the bot must know which message that is: ` +
        'add its link to --there.',
    )
  }
  const overview = parts.find((part) => part.key === 'overview')?.ref
  const opensPost = layout === 'forum' && key === 'overview' && ref.channel === ref.message
  if (!opensPost && !homesOf(delivery, parts).has(ref.channel)) {
    throw new ConfigurationError(
      `That message does not stand in ${delivery.platform} channel ${delivery.channel}, where ${delivery.id} goes.`,
    )
  }
  // On some platforms a thread is a channel of its own, and a link to a message in it says no more.
  const inOwnChannel = ref.channel === delivery.channel ? undefined : ref.channel
  const underOverview = isThreaded && key !== 'overview' && overview ? (overview.thread ?? overview.message) : undefined
  const thread = ref.thread ?? inOwnChannel ?? underOverview
  if (underOverview !== undefined && thread !== underOverview) {
    throw new ConfigurationError(`That message does not stand in the thread of the overview of ${delivery.id}.`)
  }
  return { ...ref, ...(thread !== undefined && { thread }) }
}

/** The channel, and the threads under what is in it. */
function homesOf({ channel }: DeliveryEntry, parts: readonly PartEntry[]): ReadonlySet<string> {
  return new Set([channel, ...parts.flatMap(({ ref }) => (ref ? [ref.channel, ref.thread ?? ref.message] : []))])
}
