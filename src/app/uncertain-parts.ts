import { discussionTopicOf } from '../delivery/discussion-thread.ts'
import { type ResolveContext, resolveUncertainPart } from '../delivery/resolve.ts'
import { type DeliveryEntry, type DeliveryId, type MessageRef, nearestLink } from '../domain/delivery.ts'
import type { Layout, PlatformName } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Part } from '../domain/part.ts'
import { type KeyedReply, type PartKey, parsePartKey, readPartKey } from '../domain/part-key.ts'
import type { Renderer } from '../domain/platform.ts'
import { utcTime } from '../domain/time-zone.ts'
import { truncate } from '../domain/truncate.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { didYouMean } from '../lib/fuzzy-match.ts'
import { preview } from '../platforms/preview.ts'
import { platformNamed } from '../platforms/registry.ts'
import type { ManualFinding } from '../web/deliveries/options.ts'
import type { LedgerContext } from './context.ts'

/** An uncertain part, and what an operator needs to check whether it was posted. */
export interface UnresolvedPart {
  readonly delivery: DeliveryId
  readonly part: PartKey
  readonly destination: string
  readonly platform: PlatformName
  readonly channel: string
  /** ISO 8601. */
  readonly triedAt: string
  /** How its message begins; null if its digest cannot be read. */
  readonly words: string | null
  /** The link of the nearest message of the same delivery. */
  readonly near: string | null
}

/** All uncertain parts, oldest first. */
export async function unresolvedParts({ store, context, destinations }: LedgerContext): Promise<UnresolvedPart[]> {
  const { ledger } = store
  return Promise.all(
    (await ledger.uncertainParts()).map(
      async ({ delivery: id, key, destination: name, digest: digestId, intendedAt }) => {
        const delivery = await ledger.delivery(id)
        if (!delivery) throw new TypeError(`part ${key} belongs to no delivery`)
        const destination = destinations.find((each) => each.name === name)
        const layout = delivery.postedLayout?.layout ?? destination?.layout
        const digest = await context.repository.get(digestId)
        const words = digest && (await partPreview(key, digest, delivery.platform, layout, context.config.vocabulary))
        return {
          delivery: id,
          part: key,
          destination: name,
          platform: delivery.platform,
          channel: delivery.channel,
          triedAt: utcTime(intendedAt),
          words: words ?? null,
          near: nearestLink(key, await ledger.parts(id)) ?? null,
        }
      },
    ),
  )
}

/** Resolves an uncertain part. Returns a sentence about the next step. */
export async function resolvePart(
  { delivery: id, part: name, isThere, link }: ManualFinding,
  context: ResolveContext,
): Promise<string> {
  const delivery = await context.ledger.delivery(id as DeliveryId)
  const part = readPartKey(name)
  if (!delivery || !part) {
    const open = await context.ledger.uncertainParts()
    const advice = delivery
      ? didYouMean(
          name,
          open.filter((each) => each.delivery === id).map(({ key }) => key),
        )
      : didYouMean(id, [...new Set(open.map((each) => each.delivery))])
    const what = delivery ? `part "${name}" of ${id}` : `delivery "${id}"`
    throw new ConfigurationError(`There is no ${what}. ${advice}\`resolve\` alone lists what is to be resolved.`)
  }
  const ref = link === undefined ? undefined : messageBehind(link, delivery)
  return resolveUncertainPart({ delivery: delivery.id, part, isThere, ...(ref && { ref }) }, context)
}

function messageBehind(link: string, { platform }: DeliveryEntry): MessageRef {
  const { links } = platformNamed(platform)
  const ref = links.parse(link)
  if (ref) return ref
  throw new ConfigurationError(
    `"${link}" is no link to a message in ${platformTitle(platform)}. The menu of the message has "${links.copyLabel}".`,
  )
}

/** How much of a message is shown, in characters: one line of a terminal. */
const previewMax = 72

/** How the message of a part begins in the current version of its digest; undefined if that has no such part. */
async function partPreview(
  key: PartKey,
  digest: Digest,
  platform: PlatformName,
  layout: Layout = 'sections',
  vocabulary: Vocabulary,
): Promise<string | undefined> {
  const { piece, reply } = parsePartKey(key) ?? {}
  const part =
    piece?.type === 'section' && reply
      ? discussionPart(piece.number, reply, digest, platformNamed(platform).renderer(vocabulary))
      : (await preview(digest, platform, layout, vocabulary)).find((each) => each.part.key === key)?.part
  const line = part?.plain.split('\n').find((text) => /\p{L}|\p{N}/u.test(text))
  return line && truncate(line.trim(), previewMax)
}

function discussionPart(number: string, reply: KeyedReply, digest: Digest, renderer: Renderer): Part | undefined {
  const section = digest.sections.find((each) => each.number === number)
  if (!section || reply.type === 'correction') return undefined
  const topic = discussionTopicOf(digest, section)
  return reply.type === 'takeaways'
    ? renderer.renderAllTakeaways(topic, digest.language)
    : renderer.renderTakeaway(topic, reply.point, digest.language)
}
