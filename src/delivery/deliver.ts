import type { DeliveryEntry, MessageRef } from '../domain/delivery.ts'
import { type Destination, selectFor } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { PlaceUnknown } from '../domain/errors.ts'
import type { Part, PartKey } from '../domain/part.ts'
import type { Posting } from '../domain/platform.ts'
import { postOnce } from './post-once.ts'
import { seed } from './seed.ts'
import type { Tools } from './tools.ts'

/**
 * Posts a digest to one destination, part by part, in order, remembering each as it lands. Call it again after any
 * failure or crash: it carries on from the first part that is not in the channel.
 */
export async function deliver(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  tools: Tools,
): Promise<void> {
  const { platform, ledger, clock, signal } = tools
  const wanted = selectFor(destination, digest)
  if (!wanted) {
    await ledger.settle(
      delivery.id,
      'skipped',
      clock.now(),
      'None of its sections has a tag that this destination asks for.',
    )
    return
  }
  const refs = new Map<PartKey, MessageRef | undefined>()
  const seedsToCome: unknown[] = []
  for (const part of platform.render(wanted, destination.layout, destination.discussion)) {
    if (signal.aborted) return
    const ref = await postOnce(delivery.id, postingOf(part, delivery, destination, refs), tools)
    // Somebody may have vouched for it without saying where it is: then nothing can be put under it.
    refs.set(part.key, ref)
    if (ref && part.discuss && destination.discussion === 'on-post') {
      await seed(delivery.id, ref, part.discuss, digest.language, tools).catch((why) => seedsToCome.push(why))
    }
  }
  // All sections are in the channel; the next call only makes good the discussions.
  if (seedsToCome.length > 0) throw seedsToCome[0]
  await ledger.settle(delivery.id, 'posted', clock.now())
}

function postingOf(
  part: Part,
  delivery: DeliveryEntry,
  destination: Destination,
  refs: ReadonlyMap<PartKey, MessageRef | undefined>,
): Posting {
  const under = part.under === undefined ? undefined : refs.get(part.under)
  if (part.under !== undefined && !under) throw new PlaceUnknown(part.key, part.under)
  // Only the first message may notify anybody.
  const mention = refs.size === 0 ? destination.mention : undefined
  return {
    place: { channel: delivery.channel, ...(under && { under }) },
    part,
    marker: { delivery: delivery.id, part: part.key },
    ...(mention && { mention }),
  }
}
