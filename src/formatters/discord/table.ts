import type { Cell, Inline, Table } from '../../domain/digest.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { onceFor } from '../../lib/once-for.ts'
import { drawTable } from '../plain/layout.ts'
import { codeFence } from './escape.ts'
import { lineMarkdown } from './inlines.ts'

/** What a code block shows without wrapping, inside a container on a narrow desktop. */
const columnsMax = 56

/** Discord has no tables: an aligned code block where that loses nothing, else a line for each row. */
export function tableMarkdown(table: Table): string {
  const linked = [table.header, ...table.rows].some(hasLink)
  const drawn = linked ? undefined : drawTable(table, columnsMax)
  return drawn === undefined ? rowLines(table) : codeFence(drawn)
}

/** The header in bold, then each row as a bullet: its first cell, then the others after their column's name. */
function rowLines({ header, rows }: Table): string {
  const lines = rows.map(bulletsUnder(header)).filter((line) => line !== '')
  const headline = header.every(isEmpty) ? '' : strongLine(header)
  return [...(headline ? [headline] : []), ...lines].join('\n')
}

/** A cache of rows: a long table is formatted many times until it is split. */
const bulletsUnder = onceFor((header: readonly Cell[]) => onceFor((row: readonly Cell[]) => bullet(header, row)))

function bullet(header: readonly Cell[], row: readonly Cell[]): string {
  const entries = row.flatMap((cell, at) => (isEmpty(cell) ? [] : [entry(header[at], cell, at)]))
  return entries.length > 0 ? `- ${entries.join(' · ')}` : ''
}

const hasLink = onceFor((row: readonly Cell[]) => row.some(firstLink))

function entry(name: Cell | undefined, cell: Cell, at: number): string {
  const named = at > 0 && name && !isEmpty(name)
  return lineMarkdown(
    at === 0 ? [{ type: 'strong', children: cell }] : named ? [...name, { type: 'text', value: ': ' }, ...cell] : cell,
  )
}

const strongLine = onceFor((header: readonly Cell[]): string => {
  const named = header.filter((cell) => !isEmpty(cell))
  const children = named.flatMap((cell, at): Inline[] => [
    ...(at > 0 ? [{ type: 'text', value: ' · ' } as const] : []),
    ...cell,
  ])
  return lineMarkdown([{ type: 'strong', children }])
})

function isEmpty(cell: Cell): boolean {
  return plainText(cell).trim() === '' && !firstLink(cell)
}
