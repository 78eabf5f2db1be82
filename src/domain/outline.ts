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
      readonly prose: Prose /** Counts the prose of a digest from 1. */
      readonly index: number
    }

/** Everything a digest holds, in the order in which readers meet it. */
export function outline(digest: Digest): Piece[] {
  const prose = Map.groupBy(
    digest.prose.map((one, at) => ({ type: 'prose' as const, prose: one, index: at + 1 })),
    ({ prose: { before, section } }) => (section === undefined ? before : `section ${section}`),
  )
  const pieces: Piece[] = []
  const addProse = (place: string) => {
    pieces.push(...(prose.get(place) ?? []))
    prose.delete(place)
  }
  for (const chapter of chapters) {
    addProse(chapter)
    for (const piece of chapterPieces(digest, chapter)) {
      if (piece.type === 'section') addProse(`section ${piece.section.number}`)
      pieces.push(piece)
    }
    // A text before a section that was not chosen.
    if (chapter === 'featured') for (const place of prose.keys()) if (place.startsWith('section ')) addProse(place)
  }
  addProse('end')
  return pieces
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
