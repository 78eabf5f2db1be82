import { type Digest, type Note, type Section, tagsOf } from '../../domain/digest.ts'
import { outline, type Piece, pieceKey } from '../../domain/outline.ts'
import { blocksText, firstLink, plainText } from '../../domain/text.ts'
import { addressesIn, storyOf } from './addresses.ts'

/** One piece of a digest as the archive stores it, in plain words. */
export interface SearchDocument {
  readonly piece: string
  /** Empty where the author gave none. */
  readonly title: string
  readonly tags: readonly string[]
  readonly text: string
  readonly url?: string
  /** The keys of its addresses and ids, as `addressKey` makes them. */
  readonly addresses: readonly string[]
  /** Equal for its twins in other publications. */
  readonly story: string
  /** The notes of the digest, which are indexed together and shown one by one. */
  readonly notes?: readonly NoteDocument[]
}

export interface NoteDocument {
  readonly title: string
  readonly tag?: string
  readonly moreTags?: readonly string[]
  readonly text: string
  readonly url?: string
}

/**
 * The pieces of a digest in reading order. The overview is always there: it carries the digest's title. Of a digest that
 * was withdrawn nothing is found.
 */
export function documentsOf(digest: Digest): SearchDocument[] {
  if (digest.withdrawn !== undefined) return []
  const pieces = outline(digest)
  const hasOverview = pieces.some(({ type }) => type === 'overview')
  const entries = pieces.map((piece) => entryOf(piece, digest))
  return hasOverview || !digest.title ? entries : [entryOf({ type: 'overview', highlights: [] }, digest), ...entries]
}

function entryOf(piece: Piece, digest: Digest): SearchDocument {
  const entry = wordsOf(piece, digest)
  const story = storyOf(digest, entry.piece, piece.type === 'section' ? entry.url : undefined)
  return { ...entry, story, addresses: addressesIn(piece, entry.text) }
}

function wordsOf(piece: Piece, digest: Digest): Omit<SearchDocument, 'addresses' | 'story'> {
  const key = pieceKey(piece)
  switch (piece.type) {
    case 'overview': {
      const text = piece.highlights.flatMap(({ headline, text }) => [plainText(headline), plainText(text)])
      return { piece: key, title: inOneLine(digest.title ?? ''), tags: [], text: running(text), ...at(digest.url) }
    }
    case 'section': {
      const { title, chapter = [], body, takeaways, source = [] } = piece.section
      const texts = [plainText(chapter), blocksText(body), ...takeaways.map(plainText), plainText(source)]
      const text = running(texts)
      const tags = ownTags(piece.section, digest)
      return { piece: key, title: inOneLine(plainText(title)), tags, text, ...at(firstLink(source)) }
    }
    case 'notes': {
      const notes = piece.notes.map((note) => noteEntry(note, digest))
      const tags = [...new Set(notes.flatMap(tagsOf))]
      return { piece: key, title: '', tags, text: running(notes.flatMap(({ title, text }) => [title, text])), notes }
    }
    case 'observation':
      return { piece: key, title: '', tags: [], text: running([blocksText(piece.blocks)]) }
    case 'prose': {
      const { title, blocks } = piece.prose
      return {
        piece: key,
        title: inOneLine(plainText(title)),
        tags: digest.tags ?? [],
        text: running([blocksText(blocks)]),
      }
    }
  }
}

function noteEntry(note: Note, digest: Digest): NoteDocument {
  const { title, text } = note
  const url = firstLink(title) ?? firstLink(text)
  const [tag, ...moreTags] = ownTags(note, digest)
  return {
    title: inOneLine(plainText(title)),
    ...(tag && { tag }),
    ...(moreTags.length > 0 && { moreTags }),
    text: running([plainText(text)]),
    ...at(url),
  }
}

/** A piece without a tag has the tags of the digest. */
function ownTags(item: Section | Note, { tags = [] }: Digest): readonly string[] {
  return item.tag === undefined ? tags : tagsOf(item)
}

function at(url: string | undefined): { url?: string } {
  return url ? { url } : {}
}

/** Everything on one line: where a line ends without a full stop, a dot says so. */
function running(texts: readonly string[]): string {
  const lines = texts.flatMap((text) => text.split('\n')).flatMap((line) => inOneLine(line) || [])
  const ends = lines.map((line, at) => (at === lines.length - 1 || /[\p{P}\p{S}]$/u.test(line) ? ' ' : ' · '))
  return lines
    .map((line, at) => `${line}${ends[at]}`)
    .join('')
    .trim()
}

function inOneLine(text: string): string {
  if (!/[^\S ]|\p{Cc}| {2}/u.test(text)) return text.trim()
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
