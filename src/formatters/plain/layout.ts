import { displayWidth, wideLetters } from './display-width.ts'

/** How lines are set: at most so wide, after an indent, the first with its own. */
export interface Measure {
  readonly width: number
  readonly first?: string
  readonly indent?: string
}

const opening = '[\\p{Ps}\\p{Pi}]'
const closing = '[\\p{Pe}\\p{Pf}\\u3001\\u3002\\uFF0C\\uFF0E\\uFF1A\\uFF1B\\uFF01\\uFF1F]'

/** Where a line may end without a blank: beside a wide letter, but neither after an opening nor before a closing mark. */
const seam = new RegExp(`(?<!${opening})(?!${closing})(?:(?<=[${wideLetters}])|(?=[${wideLetters}]))`, 'u')

/** Addresses are never broken, whatever stands in them: they could no longer be followed. */
const addresses = /(<(?:https?:\/\/|mailto:)\S*>)/

/** Words set in lines. One that is wider than a line stands out. */
export function wrap(text: string, { width, first = '', indent = '' }: Measure): string {
  const lines = text.split('\n').flatMap((line, at) => wrapLine(line, width, at === 0 ? first : indent, indent))
  return lines.join('\n')
}

function wrapLine(text: string, width: number, first: string, indent: string): string[] {
  const lines: string[] = []
  let line = first
  // Added up as the line grows: measuring a long line anew for each of its words is slow.
  let lineWidth = displayWidth(first)
  let empty = true
  for (const word of text.split(/\s+/).filter(Boolean)) {
    for (const [at, piece] of piecesOf(word).entries()) {
      const blank = empty || at > 0 ? '' : ' '
      const pieceWidth = displayWidth(piece)
      if (!empty && lineWidth + blank.length + pieceWidth > width) {
        lines.push(line)
        line = indent + piece
        lineWidth = displayWidth(indent) + pieceWidth
      } else {
        line += blank + piece
        lineWidth += blank.length + pieceWidth
      }
      empty = false
    }
  }
  return [...lines, line.trimEnd()]
}

function piecesOf(word: string): string[] {
  return word
    .split(addresses)
    .flatMap((piece, at) => (at % 2 === 1 ? [piece] : piece.split(seam)))
    .filter(Boolean)
}
