import { bullets, paragraph, strong, unstyled } from '../../domain/build.ts'
import { type Block, type Digest, digestId, type Note, type Section } from '../../domain/digest.ts'
import { type Piece, pieceKey } from '../../domain/outline.ts'
import type { PartKey } from '../../domain/part-key.ts'
import { blocksText, firstLink, plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import { linkButton, overflow, select } from './controls.ts'
import { linesOf } from './fallback-text.ts'
import { spaced, tagInline } from './inlines.ts'
import { type PieceMessage, withTitle } from './message-parts.ts'

/** A piece of a digest as a message. The overview is none of them: every digest has one, however it begins. */
export function pieceMessage(
  piece: Exclude<Piece, { type: 'overview' }>,
  digest: Digest,
  vocabulary: Vocabulary,
): PieceMessage {
  const [labels, key] = [labelsFor(digest.language), pieceKey(piece)]
  switch (piece.type) {
    case 'section':
      return sectionMessage(piece.section, digest, vocabulary)
    case 'notes':
      return chapterMessage(key, withTitle([unstyled(labels.notes)], 2), noteBlocks(piece.notes, vocabulary, labels))
    case 'observation':
      return chapterMessage(key, withTitle([unstyled(labels.observation)], 2), piece.blocks)
    case 'prose':
      return chapterMessage(key, withTitle(piece.prose.title, 2), piece.prose.blocks)
  }
}

/** How a piece is called in a list of them. */
export function pieceName(piece: Exclude<Piece, { type: 'overview' }>, digest: Digest): string {
  const labels = labelsFor(digest.language)
  switch (piece.type) {
    case 'section':
      return `${piece.section.number} · ${plainText(piece.section.title)}`
    case 'notes':
      return labels.notes
    case 'observation':
      return labels.observation
    case 'prose':
      return plainText(piece.prose.title).trim() || blocksText(piece.prose.blocks)
  }
}

function chapterMessage(key: PartKey, name: ReturnType<typeof withTitle>, blocks: readonly Block[]): PieceMessage {
  const headlines = [name.title, ...linesOf(blocks)]
  return { ...name, key, content: [...name.content, ...blocks], controls: [], headlines }
}

function sectionMessage(section: Section, digest: Digest, vocabulary: Vocabulary): PieceMessage {
  const labels = labelsFor(digest.language)
  const { number, tag, title, body, takeaways, source = [] } = section
  const name = withTitle(title, 2)
  const about = { digest: digestId(digest), section: number, title: name.title, takeaways }
  const points: Block[] = takeaways.length > 0 ? [heading(labels.takeaways), bullets(takeaways, true)] : []
  const choices = takeaways.map((point, at) => ({ label: `${at + 1}. ${plainText(point)}`, value: String(at + 1) }))
  return {
    key: pieceKey({ type: 'section', section }),
    title: name.title,
    header: name.header,
    opening: name.opening,
    content: [
      ...name.content,
      paragraph(number, ...(tag ? [' · ', tagInline(tag, vocabulary)] : [])),
      ...body,
      ...points,
      ...(source.length > 0 ? [paragraph(`${labels.source}${labels.colon}`, ...source)] : []),
    ],
    controls: [
      ...linkButton(labels.readSource, firstLink(source)),
      ...select({ action: 'discuss', digest: about.digest, section: number }, labels.discuss, choices),
      overflow({ action: 'report', digest: about.digest, section: number }, labels.report),
    ],
    ...(takeaways.length > 0 && { discuss: about }),
    headlines: [[tag, name.title].filter(Boolean).join(labels.colon), ...linesOf(points)],
  }
}

function heading(text: string): Block {
  return { type: 'heading', depth: 1, children: [unstyled(text)] }
}

function noteBlocks(notes: readonly Note[], vocabulary: Vocabulary, labels: Labels): Block[] {
  if (notes.length === 0) return [paragraph(labels.noNotes)]
  const line = ({ number = '', tag, title, text }: Note) =>
    spaced([unstyled(number)], tag ? [tagInline(tag, vocabulary)] : [], [strong(...title)], text)
  return [bullets(notes.map(line))]
}
