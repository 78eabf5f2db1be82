import stringWidth from 'string-width'
import type { Block, Cell, Table } from '../../domain/digest.ts'
import { isolation, isRightToLeft, leftToRightMark } from '../../domain/right-to-left.ts'
import { onceFor } from '../../lib/once-for.ts'
import type { LinkElement, RichText, TableBlock, TextElement } from './block-kit.ts'
import { inlineElements, joinElements } from './inlines.ts'
import { tableColumnsLimit, tableRowsLimit } from './limits.ts'

/** Whether Slack can show it as a table. */
export function isShowable({ header, rows }: Table): boolean {
  return header.length > 0 && header.length <= tableColumnsLimit && rows.length + 1 <= tableRowsLimit
}

/**
 * The maximum number of cells: each takes at least 90 bytes as a table, or three characters as text, so that more never
 * fit in a message.
 */
const [cellsMax, textCellsMax] = [200, 3_500]

/** The maximum number of list items: each takes at least 66 bytes, so that more never fit in a message. */
const itemsMax = 220

/** Whether a block is certainly too large, so that it need not be rendered to be measured. */
export function isSurelyTooLarge(block: Block): boolean {
  if (block.type === 'list') return block.items.length > itemsMax
  if (block.type !== 'table') return false
  return block.header.length * block.rows.length > (isShowable(block) ? cellsMax : textCellsMax)
}

export function tableBlock({ align, header, rows }: Table): TableBlock {
  const names = header.map(columnName)
  return {
    type: 'table',
    // The rest of a split table may have no header.
    rows: (header.every(isBlank) && rows.length > 0 ? rows : [names, ...rows]).map((row) => row.map(tableCell)),
    column_settings: align.map((side) => ({ align: side, is_wrapped: true })),
  }
}

const columnName = onceFor((cell: Cell): Cell => [{ type: 'strong', children: cell }])

/** Each time a table is measured, its cells are the same ones. */
const tableCell = onceFor((cell: Cell): RichText => {
  const elements = inlineElements(cell)
  // Slack refuses a cell without text.
  const shown = elements.length > 0 ? elements : [{ type: 'text' as const, text: ' ' }]
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: shown }] }
})

const isBlank = onceFor((cell: Cell): boolean => inlineElements(cell).length === 0)

/** What a code block shows on a phone without wrapping its lines. */
const columnsMax = 40

type CellText = TextElement | LinkElement

interface DrawnCell {
  readonly text: readonly CellText[]
  readonly width: number
}

/** A table as aligned lines of text, where Slack shows no tables; undefined if they are too long for a phone. */
export function drawnTable({ align, header, rows }: Table): CellText[] | undefined {
  const cells = [header, ...rows].map((row) => row.map(drawCell))
  const widths = header.map((_, at) => Math.max(1, ...cells.map((row) => row[at]?.width ?? 0)))
  if (widths.reduce((sum, width) => sum + width + 3, -3) > columnsMax) return undefined
  // Where a cell is written from right to left, the columns still go from left to right, in every line.
  const isMixed = cells.flat().some((cell) => isRightToLeft(wordsOf(cell.text)))
  const [start, opening, closing] = isMixed ? [leftToRightMark, ...isolation] : ['', '', '']
  const [names = [], ...lines] = cells.map((row) =>
    row.flatMap((cell, at): CellText[] => {
      const [before, after] = blanks((widths[at] ?? 0) - cell.width, align[at] ?? 'left')
      const between = at > 0 ? ' │ ' : start
      return [
        text(`${between}${before}${opening}`),
        ...cell.text,
        text(`${closing}${at < row.length - 1 ? after : ''}`),
      ]
    }),
  )
  const under = [text(`\n${widths.map((width) => '─'.repeat(width)).join('─┼─')}`)]
  const all = [names, under, ...lines.map((line) => [text('\n'), ...line])].flat()
  return joinElements(all.filter((element) => element.text !== ''))
}

function wordsOf(cell: readonly CellText[]): string {
  return cell.map((element) => element.text ?? '').join('')
}

const drawCell = onceFor((cell: Cell): DrawnCell => {
  const shown = cellText(cell)
  const words = wordsOf(shown)
  // Measuring a table that is certainly too wide takes long and changes nothing.
  return { text: shown, width: words.length > 4 * columnsMax ? words.length : stringWidth(words) }
})

function cellText(cell: Cell): CellText[] {
  return inlineElements(cell).flatMap((element): CellText[] => {
    if (element.type === 'link') return [{ type: 'link', url: element.url, text: element.text ?? element.url }]
    return element.type === 'text' ? [text(element.text.replaceAll('\n', ' '))] : []
  })
}

function blanks(count: number, align: 'left' | 'center' | 'right'): [before: string, after: string] {
  const all = Math.max(0, count)
  const before = align === 'right' ? all : align === 'center' ? Math.floor(all / 2) : 0
  return [' '.repeat(before), ' '.repeat(all - before)]
}

function text(value: string): TextElement {
  return { type: 'text', text: value }
}
