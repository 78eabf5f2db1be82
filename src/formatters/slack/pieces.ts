import { bullets, paragraph, unstyled } from '../../domain/build.ts'
import { type Block, type Digest, digestId, type Section, tagsOf } from '../../domain/digest.ts'
import { pieceKey } from '../../domain/outline.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { labelsFor } from '../../i18n/messages.ts'
import { heading, noteBlocks, notesTitle, type OwnPiece, sectionCaption, sourceLine } from '../shared/content.ts'
import { controlButton, linkButton, overflow, select } from './controls.ts'
import { linesOf } from './fallback-text.ts'
import { coloredTag } from './inlines.ts'
import { type PieceMessage, withTitle } from './message-parts.ts'

/** A piece of a digest as a message. */
export function pieceMessage(piece: OwnPiece, digest: Digest, vocabulary: Vocabulary): PieceMessage {
  const [labels, key] = [labelsFor(digest.language), pieceKey(piece)]
  const message = (name: ReturnType<typeof withTitle>, blocks: readonly Block[]): PieceMessage => {
    const headlines = [name.title, ...linesOf(blocks)]
    return { ...name, key, content: [...name.content, ...blocks], controls: [], headlines }
  }
  switch (piece.type) {
    case 'section':
      return sectionMessage(piece.section, digest, vocabulary)
    case 'notes': {
      const notes = noteBlocks(piece.notes, (tag) => coloredTag(tag, vocabulary), labels)
      return message(withTitle([unstyled(notesTitle(digest))], 2), notes)
    }
    case 'observation':
      return message(withTitle([unstyled(labels.observation)], 2), piece.blocks)
    case 'prose':
      return message(withTitle(piece.prose.title, 2), piece.prose.blocks)
  }
}

function sectionMessage(section: Section, digest: Digest, vocabulary: Vocabulary): PieceMessage {
  const labels = labelsFor(digest.language)
  const { number, title, body, takeaways, source = [] } = section
  const name = withTitle(title, 2)
  const about = { digest: digestId(digest), section: number, title: name.title, takeaways }
  const points: Block[] = takeaways.length > 0 ? [heading(unstyled(labels.takeaways)), bullets(takeaways, true)] : []
  const discuss = { action: 'discuss', digest: about.digest, section: number } as const
  const choices = takeaways.map((point, at) => ({ label: `${at + 1}. ${plainText(point)}`, value: String(at + 1) }))
  return {
    key: pieceKey({ type: 'section', section }),
    title: name.title,
    header: name.header,
    opening: name.opening,
    content: [
      ...name.content,
      paragraph(...sectionCaption(section, (tag) => coloredTag(tag, vocabulary))),
      ...body,
      ...points,
      ...(source.length > 0 ? [paragraph(...sourceLine(section, labels))] : []),
    ],
    controls: [
      ...linkButton(labels.readSource, firstLink(source)),
      ...(takeaways.length > 0
        ? select(discuss, labels.discuss, choices)
        : [controlButton(discuss, labels.discussSection)]),
      overflow({ action: 'report', digest: about.digest, section: number }, labels.report),
    ],
    ...(takeaways.length > 0 && { discuss: about }),
    headlines: [[tagsOf(section).join(', '), name.title].filter(Boolean).join(labels.colon), ...linesOf(points)],
  }
}
