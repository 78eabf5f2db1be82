import { bullets, paragraph, strong, unstyled } from '../../domain/build.ts'
import {
  type Block,
  type Digest,
  type Inline,
  type Note,
  type Section,
  type Takeaway,
  tagsOf,
} from '../../domain/digest.ts'
import { outline, type Piece } from '../../domain/outline.ts'
import type { DiscussionTopic, Part } from '../../domain/part.ts'
import { formatPartKey, type KeyedReply, type PartKey } from '../../domain/part-key.ts'
import type { Renderer } from '../../domain/platform.ts'
import { isolation, isRightToLeft, sideBySide } from '../../domain/right-to-left.ts'
import { beginsWithMark, blocksText, firstLink, plainText } from '../../domain/text.ts'
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
  const count = digest.sections.length + (digest.notes?.length ?? 0)
  const stories = count > 0 ? [labels.stories(count)] : []
  const author = digest.author === undefined ? [] : [digest.author]
  return sideBySide([date, ...stories, labels.minutes(readingMinutes(digest)), ...author])
}

/** Text of the author before the overview belongs to the overview. */
export function introduction({ prose }: Digest): Block[] {
  return prose
    .filter(({ before }) => before === 'overview')
    .flatMap(({ title, blocks }) => [...(title.length > 0 ? [heading(...title)] : []), ...blocks])
}

interface StoryLine {
  readonly tags: readonly string[]
  readonly headline: readonly Inline[]
  readonly text: readonly Inline[]
}

/** The author's overview, else the sections' titles. */
export function storyLines({ overview = [], sections }: Digest): StoryLine[] {
  if (overview.length === 0)
    return sections.map((section) => ({ tags: tagsOf(section), headline: section.title, text: [] }))
  // The overview has one bullet for each section. If the counts differ, they cannot be matched.
  const paired = overview.length === sections.length
  return overview.map((highlight, at) => ({ ...highlight, tags: paired ? tagsOf(sections[at] ?? {}) : [] }))
}

/** Pieces of a line after its tags, as the platform writes these. */
export function tagged(tags: readonly (readonly Inline[])[], ...pieces: readonly (readonly Inline[])[]): Inline[] {
  const words = spaced(...pieces)
  return spaced(...tags, tags.length > 0 ? apart(words) : words)
}

/** Words after others: what is written from right to left has its own direction there. */
function apart(words: readonly Inline[]): readonly Inline[] {
  const [opening, closing] = isolation
  return isRightToLeft(plainText(words)) ? [unstyled(opening), ...words, unstyled(closing)] : words
}

/** The label of a piece in a list, in plain words. */
export function pieceName(piece: OwnPiece, digest: Digest): string {
  const labels = labelsFor(digest.language)
  switch (piece.type) {
    case 'section':
      return `${piece.section.number} · ${plainText(piece.section.title)}`
    case 'notes':
      return notesTitle(digest)
    case 'observation':
      return labels.observation
    case 'prose':
      return plainText(piece.prose.title).trim() || blocksText(piece.prose.blocks)
  }
}

/** Notes are "other" news only if there are sections. */
export function notesTitle({ sections, language }: Digest): string {
  const { notes, onlyNotes } = labelsFor(language)
  return sections.length > 0 ? notes : onlyNotes
}

/** `tagInlines` writes a tag as the platform does. */
export function noteBlocks(notes: readonly Note[], tagInlines: (tag: string) => Inline[], labels: Labels): Block[] {
  if (notes.length === 0) return [paragraph(labels.noNotes)]
  const line = (note: Note) =>
    spaced([unstyled(note.number ?? '')], tagged(tagsOf(note).map(tagInlines), [strong(...note.title)], note.text))
  return [bullets(notes.map(line))]
}

/** The line at a section: its number, its tags as the platform writes them, and its chapter. */
export function sectionCaption(section: Section, tagInlines: (tag: string) => Inline[]): Inline[] {
  const parts = [[unstyled(section.number)], ...tagsOf(section).map(tagInlines), apart(section.chapter ?? [])]
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, at) => (at > 0 ? [unstyled(' · '), ...part] : [...part]))
}

export function sourceLine({ source = [] }: Section, labels: Labels): Inline[] {
  return source.length > 0 ? [unstyled(`${labels.source}${labels.colon}`), ...apart(source)] : []
}

export function heading(...children: readonly Inline[]): Block {
  return { type: 'heading', depth: 1, children }
}

/** Joins the pieces that are not empty by blanks. */
export function spaced(...pieces: readonly (readonly Inline[])[]): Inline[] {
  return pieces
    .filter((piece) => plainText(piece).trim() !== '' || firstLink(piece) !== undefined)
    .flatMap((piece, at) => (at > 0 && !beginsWithMark(piece) ? [unstyled(' '), ...piece] : piece))
}

/** Writes the message that opens a discussion: a quote of takeaways, and a question. */
type Ask = (key: PartKey, quote: Block, question: string) => Part

/** The messages that open a discussion: takeaways with their numbers, or the title of a section without, and a question. */
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
      const { promptForAll, promptForSection } = labelsFor(language)
      const key = keyOf(about, { type: 'takeaways' })
      if (about.takeaways.length === 0) return ask(key, quote(paragraph(strong(about.title))), promptForSection)
      return ask(key, quote(...about.takeaways.map((takeaway, at) => numbered(takeaway, at + 1))), promptForAll)
    },
  }
}
