import {
  type Block,
  type Chapter,
  chapters,
  type Digest,
  type Highlight,
  type Note,
  type Prose,
  type Section,
} from './digest.ts'
import { formatPartKey, type PartKey } from './part-key.ts'

/** One thing to show, in reading order. */
export type Piece =
  | { readonly type: 'overview'; readonly highlights: readonly Highlight[] }
  | { readonly type: 'section'; readonly section: Section }
  | { readonly type: 'notes'; readonly notes: readonly Note[] }
  | { readonly type: 'observation'; readonly blocks: readonly Block[] }
  | {
      readonly type: 'prose'
      readonly prose: Prose
      /** Counts the prose of a digest from 1. */
      readonly index: number
    }

/** Everything a digest holds, in the order in which readers meet it. */
export function outline(digest: Digest): Piece[] {
  const prose = digest.prose.map((one, at) => ({ type: 'prose' as const, prose: one, index: at + 1 }))
  const proseBefore = (place: Prose['before'], number?: string) =>
    prose.filter(({ prose: { before, section } }) => before === place && section === number)
  const numbers = new Set(digest.sections.map(({ number }) => number))
  return [
    ...chapters.flatMap((chapter): Piece[] => [
      ...proseBefore(chapter),
      ...chapterPieces(digest, chapter).flatMap((piece): Piece[] =>
        piece.type === 'section' ? [...proseBefore('featured', piece.section.number), piece] : [piece],
      ),
      // A text before a section that was not chosen.
      ...prose.filter(({ prose: { section } }) => chapter === 'featured' && section && !numbers.has(section)),
    ]),
    ...proseBefore('end'),
  ]
}

function chapterPieces(digest: Digest, chapter: Chapter): Piece[] {
  switch (chapter) {
    case 'overview':
      return digest.overview ? [{ type: 'overview', highlights: digest.overview }] : []
    case 'featured':
      return digest.sections.map((section) => ({ type: 'section', section }))
    case 'notes':
      return digest.notes ? [{ type: 'notes', notes: digest.notes }] : []
    case 'observation':
      return digest.observation ? [{ type: 'observation', blocks: digest.observation }] : []
  }
}

/** The key of the first part that shows a piece; also how a reader asks for it. */
export function pieceKey(piece: Piece): PartKey {
  switch (piece.type) {
    case 'section':
      return formatPartKey({ piece: { type: 'section', number: piece.section.number } })
    case 'prose':
      return formatPartKey({ piece: { type: 'prose', index: piece.index } })
    case 'overview':
    case 'notes':
    case 'observation':
      return formatPartKey({ piece: { type: piece.type } })
  }
}
