import { unstyled } from '../../domain/build.ts'
import { type Block, type Digest, digestId, type Inline, type Note, type Section } from '../../domain/digest.ts'
import { type Piece, pieceKey } from '../../domain/outline.ts'
import type { DiscussionTopic } from '../../domain/part.ts'
import { blocksText, firstLink, plainText } from '../../domain/text.ts'
import { type TagColor, tagColor, type Vocabulary } from '../../domain/vocabulary.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import { sectionRows } from './controls.ts'
import { lineMarkdown } from './inlines.ts'
import type { PieceMessage } from './message-parts.ts'

/** The bar at the side of a message about a tag. */
export const accents: Readonly<Record<TagColor, number>> = {
  blue: 0x3b82f6,
  green: 0x22a06b,
  orange: 0xf08c2e,
  purple: 0x8b5cf6,
  red: 0xe5484d,
  indigo: 0x4f5bd5,
  yellow: 0xe5b93c,
  brown: 0xa0714f,
  gray: 0x8a8f98,
}

/** Lines above and below a text that are longer than this are paragraphs instead, which can be split. */
const [metaMax, tailMax] = [300, 1000]

/** A piece of a digest as a chapter. The overview is none: it is written as plain content. */
export function pieceMessage(
  piece: Exclude<Piece, { type: 'overview' }>,
  digest: Digest,
  vocabulary: Vocabulary,
): PieceMessage {
  const [labels, key] = [labelsFor(digest.language), pieceKey(piece)]
  const base = { key, language: digest.language, meta: [], tail: [], controls: [] }
  switch (piece.type) {
    case 'section':
      return sectionChapter(piece.section, digest, vocabulary)
    case 'notes':
      return {
        ...base,
        name: labels.notes,
        title: [unstyled(labels.notes)],
        stretches: [noteBlocks(piece.notes, labels)],
      }
    case 'observation':
      return { ...base, name: labels.observation, title: [unstyled(labels.observation)], stretches: [piece.blocks] }
    case 'prose': {
      const { title, blocks } = piece.prose
      return { ...base, name: plainText(title) || blocksText(blocks), title, stretches: [blocks] }
    }
  }
}

function sectionChapter(section: Section, digest: Digest, vocabulary: Vocabulary): PieceMessage {
  const labels = labelsFor(digest.language)
  const title = plainText(section.title)
  const { number, tag, takeaways } = section
  const about: DiscussionTopic = { digest: digestId(digest), section: number, title, takeaways }
  const label = tag ? [unstyled(' · '), ...tagInlines(tag)] : []
  const [meta, overlongMeta] = subtextOrBlocks([unstyled(number), ...label], metaMax)
  const [tail, overlongTail] = subtextOrBlocks(sourceLine(section, labels), tailMax)
  return {
    key: pieceKey({ type: 'section', section }),
    name: `${number} · ${title}`,
    language: digest.language,
    meta,
    title: section.title,
    stretches: [overlongMeta, section.body, takeawayBlocks(section, labels), overlongTail],
    tail,
    controls: sectionRows(firstLink(section.source ?? []), about, digest.language),
    ...(tag && { accent: accents[tagColor(vocabulary, tag)] }),
    ...(takeaways.length > 0 && { discuss: about }),
  }
}

function subtextOrBlocks(line: Inline[], max: number): [subtext: Inline[], blocks: Block[]] {
  const fits = lineMarkdown(line).length <= max
  return fits ? [line, []] : [[], [{ type: 'paragraph', children: line }]]
}

function takeawayBlocks({ takeaways }: Section, labels: Labels): Block[] {
  if (takeaways.length === 0) return []
  const items = takeaways.map((children) => ({ children: [{ type: 'paragraph', children }] as const }))
  return [
    { type: 'rule' },
    { type: 'heading', depth: 1, children: [unstyled(labels.takeaways)] },
    { type: 'list', ordered: true, start: 1, items },
  ]
}

function sourceLine({ source = [] }: Section, labels: Labels): Inline[] {
  return source.length > 0 ? [unstyled(`${labels.source}${labels.colon}`), ...source] : []
}

function noteBlocks(notes: readonly Note[], labels: Labels): Block[] {
  if (notes.length === 0) return [{ type: 'paragraph', children: [unstyled(labels.noNotes)] }]
  const items = notes.map((note) => ({ children: [{ type: 'paragraph', children: noteLine(note) }] as const }))
  return [{ type: 'list', ordered: false, start: 1, items }]
}

function noteLine({ number, tag, title, text }: Note): Inline[] {
  return bulletLine([[unstyled(number ?? '')], tagInlines(tag), [{ type: 'strong', children: title }], text])
}

/** Pieces of a bullet, with a blank between those that are there. */
export function bulletLine(pieces: readonly (readonly Inline[])[]): Inline[] {
  return pieces
    .filter((piece) => plainText(piece).trim() !== '' || firstLink(piece))
    .flatMap((piece, at) => (at === 0 ? piece : [unstyled(' '), ...piece]))
}

/** A tag looks like a label when it is set as code. */
export function tagInlines(tag: string | undefined): Inline[] {
  return tag ? [{ type: 'code', value: tag }] : []
}
