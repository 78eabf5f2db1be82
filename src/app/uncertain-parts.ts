import { type ResolveContext, resolveUncertainPart } from '../delivery/resolve/resolve.ts'
import type { DeliveryEntry, DeliveryId, MessageRef, PartEntry, UncertainPart } from '../domain/delivery.ts'
import type { PlatformName } from '../domain/destination.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { PartKey } from '../domain/part-key.ts'
import { utcTime } from '../domain/time-zone.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { platformNamed } from '../platforms/registry.ts'
import type { LedgerContext } from './delivery-records.ts'
import { partPreview } from './uncertain-part-text.ts'

/** A part of which nobody can say whether it is there, and what a person needs to find out. */
export interface UnresolvedPart {
  readonly delivery: DeliveryId
  readonly part: PartKey
  readonly destination: string
  readonly platform: PlatformName
  readonly channel: string
  /** ISO 8601. */
  readonly triedAt: string
  /** How it begins; null when its digest cannot be read any more. */
  readonly words: string | null
  /** The message of the same delivery that stands nearest to where it would be. */
  readonly near: string | null
}

export interface ResolveRequest {
  readonly delivery: string
  readonly part: PartKey
  readonly isThere: boolean
  /** To the message, as the platform's app copies it. */
  readonly link?: string
}

/** All parts that are to be resolved, the oldest first. */
export async function unresolvedParts({ store, context, destinations }: LedgerContext): Promise<UnresolvedPart[]> {
  const { ledger } = store
  return Promise.all(
    (await ledger.uncertainParts()).map(async (uncertain) => {
      const { delivery: id, key, destination: name, digest: digestId, intendedAt } = uncertain
      const delivery = await ledger.delivery(id)
      if (!delivery) throw new TypeError(`part ${key} belongs to no delivery`)
      const destination = destinations.find((each) => each.name === name)
      const layout = delivery.postedLayout?.layout ?? destination?.layout
      const digest = await context.repository.get(digestId)
      const words = digest && partPreview(key, digest, delivery.platform, layout, context.config.vocabulary)
      return {
        delivery: id,
        part: key,
        destination: name,
        platform: delivery.platform,
        channel: delivery.channel,
        triedAt: utcTime(intendedAt),
        words: words ?? null,
        near: nearest(uncertain, await ledger.parts(id)) ?? null,
      }
    }),
  )
}

/** Takes somebody's word for what became of a part, and says what follows. For the page and the command line alike. */
export async function resolvePart(
  { delivery: id, part, isThere, link }: ResolveRequest,
  witness: ResolveContext,
): Promise<string> {
  const delivery = await witness.ledger.delivery(id as DeliveryId)
  if (!delivery) {
    throw new ConfigurationError(`There is no delivery "${id}". \`resolve\` alone lists what is to be resolved.`)
  }
  const ref = link === undefined ? undefined : messageBehind(link, delivery)
  return resolveUncertainPart({ delivery: delivery.id, part, isThere, ...(ref && { ref }) }, witness)
}

function messageBehind(link: string, { platform }: DeliveryEntry): MessageRef {
  const { parseMessageLink, copyLinkLabel } = platformNamed(platform)
  const ref = parseMessageLink(link)
  if (ref) return ref
  throw new ConfigurationError(
    `"${link}" is no link to a message in ${platformTitle(platform)}. The menu of the message has "${copyLinkLabel}".`,
  )
}

function nearest({ key }: UncertainPart, parts: readonly PartEntry[]): string | undefined {
  const at = parts.findIndex((part) => part.key === key)
  const before = parts.slice(0, at).findLast(({ ref }) => ref?.link)
  return (before ?? parts.slice(at).find(({ ref }) => ref?.link))?.ref?.link
}
