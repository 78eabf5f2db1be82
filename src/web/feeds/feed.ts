import { createHash } from 'node:crypto'
import { hashDigest } from '../../delivery/content-hash.ts'
import type { Destination } from '../../domain/destination.ts'
import { type Digest, type DigestId, digestId, mainPublication } from '../../domain/digest.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import type { FeedRecord, FeedRecords } from '../../domain/feed-record.ts'
import { instantAt } from '../../domain/time-zone.ts'
import { withoutControls } from '../../formatters/html/escape.ts'
import { renderHtml } from '../../formatters/html/render.ts'
import { labelsFor } from '../../i18n/messages.ts'

export interface FeedContext {
  readonly repository: Pick<DigestRepository, 'days' | 'get'>
  readonly destinations: () => readonly Destination[]
  readonly records: FeedRecords
  readonly now: () => number
}

/** A digest in a feed. All times are milliseconds since 1970. */
export interface PublishedEntry {
  /** Never changes, whatever happens to the digest. */
  readonly id: string
  readonly title: string
  readonly language: string
  readonly url?: string
  readonly author?: string
  readonly tags: readonly string[]
  readonly html: string
  readonly publishedAt: number
  readonly updatedAt: number
}

/** The most digests of a feed, the newest. */
const itemsMax = 30

/** The newest digests of a publication whose hour has come, the newest first. */
export async function publishedEntries(publication: string, context: FeedContext): Promise<readonly PublishedEntry[]> {
  const { repository, records, now } = context
  const items: PublishedEntry[] = []
  const changed = new Map<DigestId, FeedRecord>()
  for (const date of repository.days(publication).toReversed()) {
    const publishedAt = hourOf({ publication, date }, context.destinations())
    if (publishedAt > now()) continue
    const digest = await repository.get(digestId({ publication, date }))
    if (!digest || digest.isDraft) continue
    const before = records.get(digestId(digest))
    // Withdrawn before any reader could have seen it here.
    if (digest.withdrawn !== undefined && !before) continue
    const contentHash = hashDigest(digest)
    const isSame = before?.contentHash === contentHash
    const updatedAt = isSame ? before.updatedAt : before ? now() : publishedAt
    if (!isSame) changed.set(digestId(digest), { contentHash, updatedAt })
    items.push(itemOf(digest, publishedAt, Math.max(publishedAt, updatedAt)))
    if (items.length === itemsMax) break
  }
  if (changed.size > 0) records.put(changed)
  return items
}

/** When the first destination is due; where there is none, when the day begins in UTC. */
function hourOf(
  { publication, date }: Pick<Digest, 'publication' | 'date'>,
  destinations: readonly Destination[],
): number {
  const own = destinations.filter((each) => each.publication === publication)
  if (own.length === 0) return instantAt(date, '00:00', 'UTC')
  return Math.min(...own.map(({ at, timezone }) => instantAt(date, at, timezone)))
}

function itemOf(digest: Digest, publishedAt: number, updatedAt: number): PublishedEntry {
  const { url, author, tags = [], language, withdrawn } = digest
  const labels = labelsFor(language)
  const title = withoutControls(digest.title ?? `${labels.untitled} ${digest.date}`)
  return {
    id: idOf(digestId(digest)),
    title: withdrawn === undefined ? title : `${title} (${labels.withdrawnPart})`,
    language,
    ...(url !== undefined && { url }),
    ...(author !== undefined && { author: withoutControls(author) }),
    tags: tags.map(withoutControls),
    html: renderHtml(digest),
    publishedAt,
    updatedAt,
  }
}

/** A UUID of version 8, made of the digest's own name: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(`morning-post ${name}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return `urn:uuid:${groups.join('-')}`
}

export function feedTitle(publication: string): string {
  return publication === mainPublication ? 'Morning Post' : `Morning Post: ${publication}`
}
