import { bullets, paragraph, unstyled } from '../../domain/build.ts'
import { type Block, type Digest, digestId, type Inline, type Section } from '../../domain/digest.ts'
import { pieceKey } from '../../domain/outline.ts'
import type { DiscussionTopic } from '../../domain/part.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { type TagColor, tagColor, type Vocabulary } from '../../domain/vocabulary.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import {
  heading,
  noteBlocks,
  notesTitle,
  type OwnPiece,
  pieceName,
  sectionCaption,
  sourceLine,
} from '../shared/content.ts'
import { sectionRows } from './controls.ts'
import { lineMarkdown } from './inlines.ts'
import type { PieceMessage } from './message-parts.ts'

/** The color bar at the side of a message with a tag. */
export const accentColors: Readonly<Record<TagColor, number>> = {
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

/** A piece of a digest as messages. */
export function pieceMessage(piece: OwnPiece, digest: Digest, vocabulary: Vocabulary): PieceMessage {
  const { language } = digest
  const labels = labelsFor(language)
  const message = (title: readonly Inline[], blocks: readonly Block[]): PieceMessage => ({
    ...{ key: pieceKey(piece), name: pieceName(piece, digest), language },
    ...{ meta: [], title, stretches: [blocks], tail: [], controls: [] },
  })
  switch (piece.type) {
    case 'section':
      return sectionMessage(piece.section, digest, vocabulary)
    case 'notes':
      return message([unstyled(notesTitle(digest))], noteBlocks(piece.notes, tagInlines, labels))
    case 'observation':
      return message([unstyled(labels.observation)], piece.blocks)
    case 'prose':
      return message(piece.prose.title, piece.prose.blocks)
  }
}

function sectionMessage(section: Section, digest: Digest, vocabulary: Vocabulary): PieceMessage {
  const labels = labelsFor(digest.language)
  const title = plainText(section.title)
  const { number, tag, takeaways } = section
  const about: DiscussionTopic = { digest: digestId(digest), section: number, title, takeaways }
  const [meta, overlongMeta] = subtextOrBlocks(sectionCaption(section, tagInlines), metaMax)
  const [tail, overlongTail] = subtextOrBlocks(sourceLine(section, labels), tailMax)
  return {
    key: pieceKey({ type: 'section', section }),
    name: pieceName({ type: 'section', section }, digest),
    language: digest.language,
    meta,
    title: section.title,
    stretches: [overlongMeta, section.body, takeawayBlocks(section, labels), overlongTail],
    tail,
    controls: sectionRows(firstLink(section.source ?? []), about, digest.language),
    ...(tag && { accent: accentColors[tagColor(vocabulary, tag)] }),
    ...(takeaways.length > 0 && { discuss: about }),
  }
}

function subtextOrBlocks(line: Inline[], max: number): [subtext: Inline[], blocks: Block[]] {
  const fits = lineMarkdown(line).length <= max
  return fits ? [line, []] : [[], [paragraph(...line)]]
}

function takeawayBlocks({ takeaways }: Section, labels: Labels): Block[] {
  if (takeaways.length === 0) return []
  return [{ type: 'rule' }, heading(unstyled(labels.takeaways)), bullets(takeaways, true)]
}

/** A tag looks like a label when it is set as code. */
export function tagInlines(tag: string): Inline[] {
  return [{ type: 'code', value: tag }]
}
