import { bullets, unstyled } from '../../domain/build.ts'
import type { Digest, Inline, Section } from '../../domain/digest.ts'
import { pieceKey } from '../../domain/outline.ts'
import type { Part } from '../../domain/part.ts'
import { overviewKey, type PartKey } from '../../domain/part-key.ts'
import { longDate } from '../../i18n/dates.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import {
  digestTitle,
  factsOf,
  introduction,
  noteBlocks,
  notesTitle,
  type OwnPiece,
  ownPieces,
  sectionCaption,
  sourceLine,
  storyLines,
  tagged,
} from '../shared/content.ts'
import { withoutWideTables } from '../shared/wide-tables.ts'
import { plainBlocks, terminalColumns, underlined } from './blocks.ts'
import { plainInlines } from './inlines.ts'
import { wrap } from './layout.ts'

/** A digest for a terminal: one part for each piece, the overview first. There are no length limits. */
export function renderPlain(original: Digest): Part[] {
  const digest = withoutWideTables(original)
  if (digest.withdrawn !== undefined) return [partOf(overviewKey, withdrawnText(digest, digest.withdrawn))]
  const overview = [titleText(digest), plainBlocks(introduction(digest)), bulletsText(digest)].filter(Boolean)
  return [
    partOf(overviewKey, overview.join('\n\n')),
    ...ownPieces(digest).map((piece) => partOf(pieceKey(piece), pieceText(piece, digest))),
  ]
}

function withdrawnText(digest: Digest, reason: string): string {
  const { withdrawn, colon } = labelsFor(digest.language)
  const title = underlined(digestTitle(digest), '═', terminalColumns)
  const date = longDate(digest.date, digest.language)
  return [`${title}\n${date}`, wrap(`${withdrawn}${colon}${reason}`, { width: terminalColumns })].join('\n\n')
}

function partOf(key: PartKey, text: string): Part {
  return { key, body: { text }, plain: text, budget: [] }
}

function titleText(digest: Digest): string {
  const title = underlined(digestTitle(digest), '═', terminalColumns)
  return [title, factsOf(digest, longDate(digest.date, digest.language)), ...(digest.url ? [digest.url] : [])].join(
    '\n',
  )
}

function bulletsText(digest: Digest): string {
  const lines = storyLines(digest).map(({ tags, headline, text }) => tagged(tags.map(tagInlines), headline, text))
  return lines.length > 0 ? plainBlocks([bullets(lines)]) : ''
}

function pieceText(piece: OwnPiece, digest: Digest): string {
  const labels = labelsFor(digest.language)
  switch (piece.type) {
    case 'section':
      return sectionText(piece.section, labels)
    case 'notes':
      return titled(notesTitle(digest), plainBlocks(noteBlocks(piece.notes, tagInlines, labels)))
    case 'observation':
      return titled(labels.observation, plainBlocks(piece.blocks))
    case 'prose':
      return titled(plainInlines(piece.prose.title), plainBlocks(piece.prose.blocks))
  }
}

function sectionText(section: Section, labels: Labels): string {
  const { title, body, takeaways, source } = section
  const meta = plainInlines(sectionCaption(section, (tag) => [unstyled(tag)]))
  const heading = underlined(plainInlines(title), '─', terminalColumns)
  return [
    `${meta}\n${heading}`,
    plainBlocks(body),
    ...(takeaways.length > 0 ? [`${labels.takeaways}\n${plainBlocks([bullets(takeaways, true)])}`] : []),
    ...(source ? [wrap(plainInlines(sourceLine(section, labels)), { width: terminalColumns })] : []),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function tagInlines(tag: string): Inline[] {
  return [unstyled(`[${tag}]`)]
}

function titled(title: string, text: string): string {
  const heading = underlined(title, '─', terminalColumns)
  return heading && text ? `${heading}\n\n${text}` : heading || text
}
