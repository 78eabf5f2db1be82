import stringWidth from 'string-width'
import type { Cell, Table } from '../../domain/digest.ts'
import { isolated, isRightToLeft, leftToRightMark } from '../../domain/right-to-left.ts'
import { onceFor } from '../../lib/once-for.ts'
import { plainInlines } from './inlines.ts'

/** How lines are wrapped: the width, the indent, and the indent of the first line. */
interface Measure {
  readonly width: number
  readonly first?: string
  readonly indent?: string
}

const opening = '[\\p{Ps}\\p{Pi}]'
const closing = '[\\p{Pe}\\p{Pf}\\u3001\\u3002\\uFF0C\\uFF0E\\uFF1A\\uFF1B\\uFF01\\uFF1F]'

const wide = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\u3000-\\u303F\\uFF00-\\uFF60]'

/**
 * Places to break a line without a blank: next to a wide character, but neither after an opening nor before a closing
 * mark.
 */
const seam = new RegExp(`(?<!${opening})(?!${closing})(?:(?<=${wide})|(?=${wide}))`, 'u')

/** Addresses are never broken: a broken one cannot be followed. */
const addresses = /(<(?:https?:\/\/|mailto:)\S*>)/

/** Wraps words into lines. A word wider than a line overflows it. */
export function wrap(text: string, { width, first = '', indent = '' }: Measure): string {
  const lines = text.split('\n').flatMap((line, at) => wrapLine(line, width, at === 0 ? first : indent, indent))
  return lines.join('\n')
}

function wrapLine(text: string, width: number, first: string, indent: string): string[] {
  const lines: string[] = []
  let line = first
  // Summed up as the line grows: measuring a long line again for each word is slow.
  let lineWidth = stringWidth(first)
  let empty = true
  for (const word of text.split(/\s+/).filter(Boolean)) {
    for (const [at, piece] of piecesOf(word).entries()) {
      const blank = empty || at > 0 ? '' : ' '
      const pieceWidth = isPlain.test(piece) ? piece.length : stringWidth(piece)
      if (!empty && lineWidth + blank.length + pieceWidth > width) {
        lines.push(line)
        line = indent + piece
        lineWidth = stringWidth(indent) + pieceWidth
      } else {
        line += blank + piece
        lineWidth += blank.length + pieceWidth
      }
      empty = false
    }
  }
  return [...lines, line.trimEnd()]
}

/** ASCII letters, digits and signs without an address: never broken, and one column wide each. */
const isPlain = /^[!-;=?-~]+$/

function piecesOf(word: string): string[] {
  if (isPlain.test(word)) return [word]
  return word
    .split(addresses)
    .flatMap((piece, at) => (at % 2 === 1 ? [piece] : piece.split(seam)))
    .filter(Boolean)
}

/** The text with blanks up to a width. */
function pad(text: string, width: number, align: 'left' | 'center' | 'right'): string {
  const blanks = Math.max(0, width - stringWidth(text))
  const before = align === 'right' ? blanks : align === 'center' ? Math.floor(blanks / 2) : 0
  return `${' '.repeat(before)}${isolated(text)}${' '.repeat(blanks - before)}`
}

/** A table is drawn many times until it is split, of the same cells each time. */
const cellText = onceFor((cell: Cell) => plainInlines(cell).replace(/\s+/g, ' ').trim())

/** A table drawn with lines, its columns aligned; undefined when it would be wider than that many columns. */
export function drawTable(table: Table, columns: number): string | undefined {
  const rows = [table.header, ...table.rows].map((row) => row.map(cellText))
  // Only joined signs take fewer columns than characters; measuring them takes long.
  if (rows.flat().some((cell) => cell.length > 4 * columns)) return undefined
  const widths = table.align.map((_, at) => Math.max(1, ...rows.map((row) => stringWidth(row[at] ?? ''))))
  if (widths.reduce((sum, width) => sum + width + 3, -3) > columns) return undefined
  // Where a cell is written from right to left, the columns still go from left to right, in every line.
  const start = rows.flat().some(isRightToLeft) ? leftToRightMark : ''
  const line = (row: readonly string[]) =>
    start +
    widths
      .map((width, at) => pad(row[at] ?? '', width, table.align[at] ?? 'left'))
      .join(' │ ')
      .trimEnd()
  const [header = [], ...body] = rows
  // The rest of a table that was split may do without its header.
  const top = header.some((cell) => cell !== '')
    ? [line(header), widths.map((width) => '─'.repeat(width)).join('─┼─')]
    : []
  return [...top, ...body.map(line)].join('\n')
}
