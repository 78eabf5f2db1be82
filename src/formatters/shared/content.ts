import { bullets, paragraph, strong, unstyled } from '../../domain/build.ts'
import type { Block, Digest, Inline, Note, Section, Takeaway } from '../../domain/digest.ts'
import { outline, type Piece } from '../../domain/outline.ts'
import type { DiscussionTopic, Part } from '../../domain/part.ts'
import { formatPartKey, type KeyedReply, type PartKey } from '../../domain/part-key.ts'
import type { Renderer } from '../../domain/platform.ts'
import { blocksText, firstLink, plainText } from '../../domain/text.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import { readingMinutes } from './reading-time.ts'

/** A piece with messages of its own. */
export type OwnPiece = Exclude<Piece, { type: 'overview' }>

/** Everything but the overview, which includes the prose before it. */
export function ownPieces(digest: Digest): OwnPiece[] {
  return outline(digest).filter(
    (piece): piece is OwnPiece =>
      piece.type !== 'overview' && !(piece.type === 'prose' && piece.prose.before === 'overview'),
  )
}

export function digestTitle({ title, language }: Digest): string {
  return title?.trim() || labelsFor(language).untitled
}

/** The date, the number of stories and the reading time. The date is written as the platform shows it. */
export function factsOf(digest: Digest, date: string): string {
  const labels = labelsFor(digest.language)
  const stories = labels.stories(digest.sections.length + (digest.notes?.length ?? 0))
  return [date, stories, labels.minutes(readingMinutes(digest))].join(' · ')
}

/** What the author wrote before the overview belongs to it. */
export function introduction({ prose }: Digest): Block[] {
  return prose
    .filter(({ before }) => before === 'overview')
    .flatMap(({ title, blocks }) => [...(title.length > 0 ? [heading(...title)] : []), ...blocks])
}

interface StoryLine {
  readonly tag?: string | undefined
  readonly headline: readonly Inline[]
  readonly text: readonly Inline[]
}

/** The author's overview, else the sections' titles. */
export function storyLines({ overview = [], sections }: Digest): StoryLine[] {
  if (overview.length === 0) return sections.map(({ tag, title }) => ({ tag, headline: title, text: [] }))
  // The overview has one bullet for each section. If the counts differ, they cannot be matched.
  const paired = overview.length === sections.length
  return overview.map((highlight, at) => ({ ...highlight, tag: paired ? sections[at]?.tag : undefined }))
}

/** What a list of pieces calls one, in plain words. */
export function pieceName(piece: OwnPiece, labels: Labels): string {
  switch (piece.type) {
    case 'section':
      return `${piece.section.number} · ${plainText(piece.section.title)}`
    case 'notes':
    case 'observation':
      return labels[piece.type]
    case 'prose':
      return plainText(piece.prose.title).trim() || blocksText(piece.prose.blocks)
  }
}

/** `tagInlines` writes a tag as the platform does. */
export function noteBlocks(notes: readonly Note[], tagInlines: (tag?: string) => Inline[], labels: Labels): Block[] {
  if (notes.length === 0) return [paragraph(labels.noNotes)]
  const line = ({ number = '', tag, title, text }: Note) =>
    spaced([unstyled(number)], tagInlines(tag), [strong(...title)], text)
  return [bullets(notes.map(line))]
}

export function sourceLine({ source = [] }: Section, labels: Labels): Inline[] {
  return source.length > 0 ? [unstyled(`${labels.source}${labels.colon}`), ...source] : []
}

export function heading(...children: readonly Inline[]): Block {
  return { type: 'heading', depth: 1, children }
}

/** The pieces that have something to show, a blank between them. */
export function spaced(...pieces: readonly (readonly Inline[])[]): Inline[] {
  return pieces
    .filter((piece) => plainText(piece).trim() !== '' || firstLink(piece) !== undefined)
    .flatMap((piece, at) => (at > 0 ? [unstyled(' '), ...piece] : piece))
}

/** Writes the message that opens a discussion: a quote of takeaways, and a question. */
type Ask = (key: PartKey, quote: Block, question: string) => Part

/** The messages that open a discussion: takeaways with their numbers, and a question. */
export function takeawayPrompts(ask: Ask): Pick<Renderer, 'renderTakeaway' | 'renderAllTakeaways'> {
  const keyOf = ({ section }: DiscussionTopic, reply: KeyedReply) =>
    formatPartKey({ piece: { type: 'section', number: section }, reply })
  const quote = (...children: readonly Block[]): Block => ({ type: 'quote', children })
  const numbered = (takeaway: Takeaway, point: number) => paragraph(strong(`${point}.`), ' ', ...takeaway)
  return {
    renderTakeaway: (about, point, language) => {
      const question = labelsFor(language).prompt(point, about.takeaways.length)
      const takeaway = numbered(about.takeaways[point - 1] ?? [], point)
      return ask(keyOf(about, { type: 'takeaway', point }), quote(takeaway), question)
    },
    renderAllTakeaways: (about, language) => {
      const points = about.takeaways.map((takeaway, at) => numbered(takeaway, at + 1))
      return ask(keyOf(about, { type: 'takeaways' }), quote(...points), labelsFor(language).promptForAll)
    },
  }
}
