import { bullets, paragraph, strong, unstyled } from '../../domain/build.ts'
import type { Block, Cell, Inline, Table } from '../../domain/digest.ts'
import { firstLink, plainText } from '../../domain/text.ts'

/** A table as text. */
interface TableRecords {
  readonly blocks: Block[]
  /** The number of cells that were left out. */
  readonly hidden: number
}

/**
 * A table for narrow screens: the names of the columns, then each row as an item, its cells behind those names. Empty
 * cells are left out; `cellsMax` are shown.
 */
export function tableRecords({ header, rows }: Table, cellsMax = Number.POSITIVE_INFINITY): TableRecords {
  let room = cellsMax
  let hidden = 0
  const shown = (cells: readonly Cell[], write: (cell: Cell, at: number) => readonly Inline[]): Inline[] => {
    const filled = cells.flatMap((cell, at) => (isEmpty(cell) ? [] : [write(cell, at)]))
    hidden += Math.max(0, filled.length - room)
    const first = filled.slice(0, room)
    room -= first.length
    return joined(first)
  }
  const names = shown(header, (cell) => [strong(...cell)])
  const lines = rows
    .map((row) => shown(row, (cell, at) => entry(header[at], cell, at)))
    .filter((line) => line.length > 0)
  const blocks = [...(names.length > 0 ? [paragraph(...names)] : []), ...(lines.length > 0 ? [bullets(lines)] : [])]
  return { blocks, hidden }
}

function entry(name: Cell = [], cell: Cell, at: number): readonly Inline[] {
  if (at === 0) return [strong(...cell)]
  return isEmpty(name) ? cell : [...name, unstyled(': '), ...cell]
}

function joined(entries: readonly (readonly Inline[])[]): Inline[] {
  return entries.flatMap((each, at) => (at > 0 ? [unstyled(' · '), ...each] : each))
}

function isEmpty(cell: Cell): boolean {
  return plainText(cell).trim() === '' && firstLink(cell) === undefined
}
