import type { Table } from '../../domain/digest.ts'
import { displayWidth, pad } from './display-width.ts'
import { plainInlines } from './inlines.ts'

/** A table drawn with lines, its columns aligned; undefined when it would be wider than that many columns. */
export function drawTable(table: Table, columns: number): string | undefined {
  const rows = [table.header, ...table.rows].map((row) =>
    row.map((cell) => plainInlines(cell).replace(/\s+/g, ' ').trim()),
  )
  // Only joined signs take fewer columns than characters; measuring them takes long.
  if (rows.flat().some((cell) => cell.length > 4 * columns)) return undefined
  const widths = table.align.map((_, at) => Math.max(1, ...rows.map((row) => displayWidth(row[at] ?? ''))))
  if (widths.reduce((sum, width) => sum + width + 3, -3) > columns) return undefined
  const line = (row: readonly string[]) =>
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
