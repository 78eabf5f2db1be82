import { unstyled } from '../../domain/build.ts'
import type { Block, Digest, Inline, Note, Section } from '../../domain/digest.ts'
import { outline, type Piece, pieceKey } from '../../domain/outline.ts'
import type { Part } from '../../domain/part.ts'
import { overviewKey, type PartKey } from '../../domain/part-key.ts'
import { longDate } from '../../i18n/dates.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import { readingMinutes } from '../shared/reading-time.ts'
import { plainBlocks, terminalColumns, underlined } from './blocks.ts'
import { plainInlines } from './inlines.ts'
import { wrap } from './layout.ts'

/** A digest for a terminal: one part for each piece, the overview first. Nothing is ever too long. */
export function renderPlain(digest: Digest): Part[] {
  if (digest.withdrawn !== undefined) return [partOf(overviewKey, withdrawnText(digest, digest.withdrawn))]
  const pieces = outline(digest)
  const intro = pieces.filter((piece) => piece.type === 'prose' && piece.prose.before === 'overview')
  const overview = [titleText(digest), ...intro.map((piece) => pieceText(piece, digest)), bulletsText(digest)]
  const others = pieces.filter((piece) => piece.type !== 'overview' && !intro.includes(piece))
  return [
    partOf(overviewKey, overview.join('\n\n')),
    ...others.map((piece) => partOf(pieceKey(piece), pieceText(piece, digest))),
  ]
}

function withdrawnText(digest: Digest, reason: string): string {
  const { withdrawn, colon, untitled } = labelsFor(digest.language)
  const title = underlined(digest.title?.trim() || untitled, '═', terminalColumns)
  const date = longDate(digest.date, digest.language)
  return [`${title}\n${date}`, wrap(`${withdrawn}${colon}${reason}`, { width: terminalColumns })].join('\n\n')
}

function partOf(key: PartKey, text: string): Part {
  return { key, body: { text }, plain: text, budget: [] }
}

function titleText(digest: Digest): string {
  const labels = labelsFor(digest.language)
  const stories = labels.stories(digest.sections.length + (digest.notes?.length ?? 0))
  const meta = [longDate(digest.date, digest.language), stories, labels.minutes(readingMinutes(digest))].join(' · ')
  const title = underlined(digest.title?.trim() || labels.untitled, '═', terminalColumns)
  return [title, meta, ...(digest.url ? [digest.url] : [])].join('\n')
}

function bulletsText({ overview = [], sections }: Digest): string {
  const paired = overview.length === sections.length
  const lines =
    overview.length > 0
      ? overview.map(({ headline, text }, at) => [tagText(paired ? sections[at]?.tag : undefined), headline, text])
      : sections.map(({ tag, title }) => [tagText(tag), title])
  return listText(lines.map(bulletLine))
}

function pieceText(piece: Piece, digest: Digest): string {
  const labels = labelsFor(digest.language)
  switch (piece.type) {
    case 'overview':
      return bulletsText(digest)
    case 'section':
      return sectionText(piece.section, labels)
    case 'notes':
      return titled(labels.notes, piece.notes.length > 0 ? listText(piece.notes.map(noteLine)) : labels.noNotes)
    case 'observation':
      return titled(labels.observation, plainBlocks(piece.blocks))
    case 'prose':
      return titled(plainInlines(piece.prose.title), plainBlocks(piece.prose.blocks))
  }
}

function sectionText({ number, tag, title, body, takeaways, source }: Section, labels: Labels): string {
  const meta = tag ? `${number} · ${tag}` : number
  const heading = underlined(plainInlines(title), '─', terminalColumns)
  const points: Block = {
    type: 'list',
    ordered: true,
    start: 1,
    items: takeaways.map((children) => ({ children: [{ type: 'paragraph', children }] })),
  }
  return [
    `${meta}\n${heading}`,
    plainBlocks(body),
    ...(takeaways.length > 0 ? [`${labels.takeaways}\n${plainBlocks([points])}`] : []),
    ...(source ? [wrap(`${labels.source}${labels.colon}${plainInlines(source)}`, { width: terminalColumns })] : []),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function noteLine({ number, tag, title, text }: Note): Inline[] {
  return bulletLine([number ? [unstyled(number)] : [], tagText(tag), title, text])
}

function tagText(tag: string | undefined): Inline[] {
  return tag ? [unstyled(`[${tag}]`)] : []
}

function bulletLine(pieces: readonly (readonly Inline[])[]): Inline[] {
  const there = pieces.filter((piece) => plainInlines(piece).trim() !== '')
  return there.flatMap((piece, at) => (at === 0 ? piece : [unstyled(' '), ...piece]))
}

function listText(lines: readonly Inline[][]): string {
  const items = lines.map((children) => ({ children: [{ type: 'paragraph', children }] as const }))
  return plainBlocks([{ type: 'list', ordered: false, start: 1, items }])
}

function titled(title: string, text: string): string {
  const heading = underlined(title, '─', terminalColumns)
  return heading && text ? `${heading}\n\n${text}` : heading || text
}
