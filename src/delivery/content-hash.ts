import { createHash } from 'node:crypto'
import type { DeliveryEntry, PartEntry } from '../domain/delivery.ts'
import type { Layout } from '../domain/destination.ts'
import { type Digest, parseDigestId, type Section } from '../domain/digest.ts'
import { outline, type Piece, pieceKey } from '../domain/outline.ts'
import type { DiscussionTopic } from '../domain/part.ts'
import { overviewKey, type PartKey } from '../domain/part-key.ts'
import { plainText } from '../domain/text.ts'

/** Hashes of the author's text of one piece of a digest: equal hashes, equal text. */
export interface PieceHashes {
  readonly key: PartKey
  /** The hash of its subject, which stays when its number or text changes. Empty where the key identifies it. */
  readonly identity: string
  readonly content: string
  /** The hash of each takeaway, in order. */
  readonly takeaways: readonly string[]
}

/** Characters of base64url, enough to tell apart the texts of one digest, and its titles. */
const [contentLength, identityLength] = [16, 8]

/** A cache: in the morning every destination asks for the hashes of the same digest. */
const known = new WeakMap<Digest, DigestHashes>()

interface DigestHashes {
  whole?: string
  readonly pieces: Map<Layout, readonly PieceHashes[]>
}

function knownOf(digest: Digest): DigestHashes {
  const hashes: DigestHashes = known.get(digest) ?? { pieces: new Map() }
  known.set(digest, hashes)
  return hashes
}

/** In reading order. Hashes are of the author's text, not of how it is rendered. */
export function hashPieces(digest: Digest, layout: Layout): readonly PieceHashes[] {
  const { pieces } = knownOf(digest)
  const hashes = pieces.get(layout) ?? computePieces(digest, layout)
  pieces.set(layout, hashes)
  return hashes
}

function computePieces(digest: Digest, layout: Layout): readonly PieceHashes[] {
  const { language } = digest
  const pieces = outline(digest).filter((piece) => !isInOverview(piece))
  return [
    { key: overviewKey, identity: '', content: hashOf([language, overviewOf(digest, layout)]), takeaways: [] },
    ...pieces.map((piece) => ({
      key: pieceKey(piece),
      identity: identityOf(piece),
      content: hashOf([language, contentOf(piece)]),
      takeaways: piece.type === 'section' ? piece.section.takeaways.map(hashOf) : [],
    })),
  ]
}

/** The hash of the whole digest. */
export function hashDigest(digest: Digest): string {
  const hashes = knownOf(digest)
  // No reader sees the keys without a meaning.
  const { otherKeys: _, ...seen } = digest
  hashes.whole ??= hashOf(seen)
  return hashes.whole
}

/** Whether a delivery shows the text of this digest, even if the dates differ. */
export function showsText(
  { digest, postedLayout }: Pick<DeliveryEntry, 'digest' | 'postedLayout'>,
  text: Digest,
): boolean {
  const date = parseDigestId(digest)?.date
  return date !== undefined && postedLayout?.contentHash === hashDigest({ ...text, date })
}

/** Whether most of the pieces that these parts show are in this digest; the overview, which has the date, does not count. */
export function showMost(parts: readonly PartEntry[], digest: Digest): boolean {
  const pieces = parts.flatMap(({ key, shown }) =>
    key !== overviewKey && shown?.piece ? (shown.contentHash ?? []) : [],
  )
  const [shown, now] = [new Set(pieces), new Set(hashPieces(digest, 'sections').map(({ content }) => content))]
  return 2 * [...shown].filter((content) => now.has(content)).length > shown.size
}

/**
 * The hash of the message that opens a discussion of one takeaway, or of all. A section without takeaways shows its title
 * there. The question below is in the digest's language.
 */
export function hashTakeaway(
  { takeaways, title }: Pick<DiscussionTopic, 'takeaways' | 'title'>,
  point: number | 'all',
  language: string,
) {
  const all = takeaways.length > 0 ? takeaways : title
  const quoted = point === 'all' ? all : [takeaways.length, takeaways[point - 1]]
  // English came first, so that the hashes of what was posted in it stay as they were.
  return hashOf(language === 'en' ? quoted : [quoted, language])
}

/** The hash of any value of the model. Absent properties do not count, so that the model can grow. */
export function hashOf(value: unknown): string {
  const written = JSON.stringify(value, (_, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner)) ?? ''
  return createHash('sha256').update(written).digest('base64url').slice(0, contentLength)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function isInOverview(piece: Piece): boolean {
  return piece.type === 'overview' || (piece.type === 'prose' && piece.prose.before === 'overview')
}

/** Everything that an overview shows. Its reading time follows from the rest. */
function overviewOf(digest: Digest, layout: Layout): unknown {
  const { title, date, url, overview, sections, notes, prose } = digest
  // Sections are listed where the author wrote no bullets, or one for each section.
  const listed = (overview?.length ?? 0) === 0 || overview?.length === sections.length
  const lines = sections.map((section) => [section.number, ...(listed ? lineOf(section, overview === undefined) : [])])
  const intro = prose.filter(({ before }) => before === 'overview')
  const menu = layout === 'overview' ? menuOf(digest) : []
  // What few digests have comes last, so that the hashes of all others stay as they were.
  const more = digest.author === undefined ? [] : [digest.author]
  return [title, date, url, overview, intro, lines, notes?.length, menu, ...more]
}

function lineOf({ tag, moreTags = [], title }: Section, withTitle: boolean): unknown[] {
  return [tag, ...(withTitle ? [title] : []), ...moreTags]
}

/** The menu's names of what can be read on demand. */
function menuOf(digest: Digest): unknown[] {
  return outline(digest).flatMap((piece): unknown[] => {
    if (isInOverview(piece)) return []
    if (piece.type === 'section') return [[piece.section.number, piece.section.title]]
    return piece.type === 'prose' ? [[piece.index, piece.prose]] : [piece.type]
  })
}

function contentOf(piece: Piece): unknown {
  switch (piece.type) {
    case 'section':
      return piece.section
    case 'notes':
      return piece.notes
    case 'observation':
      return piece.blocks
    case 'prose':
      return [piece.prose.title, piece.prose.blocks]
    case 'overview':
      return piece.highlights
  }
}

function identityOf(piece: Piece): string {
  const title = piece.type === 'section' ? piece.section.title : piece.type === 'prose' ? piece.prose.title : []
  const words = plainText(title).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  return words && hashOf(words).slice(0, identityLength)
}
