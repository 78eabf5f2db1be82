import type { Cell, Table } from '../../domain/digest.ts'
import { cutInlines, isBlank, most } from './split-inlines.ts'

interface TableCut {
  readonly head: Table
  readonly tail?: Table
}

type FitsTable = (piece: Table) => boolean

/**
 * Splits a table after a row, or within a row if it is longer than a message. The header is repeated if there is room.
 */
export function cutTable(table: Table, fits: FitsTable, force: boolean, pace: { rows?: number }): TableCut | undefined {
  const whole = most(table.rows.length, (count) => fits({ ...table, rows: table.rows.slice(0, count) }), pace.rows)
  pace.rows = whole
  if (whole > 0) return afterRow(table, whole, again(table, fits, force))
  if (!fits({ ...table, rows: [] })) return cutHeader(table, fits, force)
  return cutFirstRow(table, fits, force)
}

/** The header as the rest of the table has it: none when it would take a third of each message, or more. */
function again({ header, ...table }: Table, fits: FitsTable, force: boolean): readonly Cell[] {
  return !force || fits({ ...table, header, rows: [header, header] }) ? header : blank(header)
}

function afterRow(table: Table, at: number, header: readonly Cell[]): TableCut {
  const rows = table.rows.slice(at)
  return {
    head: { ...table, rows: table.rows.slice(0, at) },
    ...(rows.length > 0 && { tail: { ...table, header, rows } }),
  }
}

function cutHeader(table: Table, fits: FitsTable, force: boolean): TableCut | undefined {
  const piece = (header: readonly Cell[]): Table => ({ ...table, header, rows: [] })
  const cut = cutRow(table.header, (header) => fits(piece(header)), force)
  if (cut)
    return {
      head: piece(cut.head),
      ...(!(isEmpty(cut.tail) && table.rows.length === 0) && { tail: { ...table, header: cut.tail } }),
    }
  if (!isEmpty(table.header)) return undefined
  return table.rows.length > 0 ? cutFirstRow(table, fits, force) : force ? { head: table } : undefined
}

function cutFirstRow(table: Table, fits: FitsTable, force: boolean): TableCut | undefined {
  const [first, ...others] = table.rows
  // There is only a header, and it fits.
  if (!first) return { head: table }
  const piece = (row: readonly Cell[]): Table => ({ ...table, rows: [row] })
  const spare = isEmpty(table.header)
  const cut = cutRow(first, (row) => fits(piece(row)), force && spare)
  if (cut) {
    const rows = isEmpty(cut.tail) ? others : [cut.tail, ...others]
    return {
      head: piece(cut.head),
      ...(rows.length > 0 && { tail: { ...table, header: again(table, fits, force), rows } }),
    }
  }
  // The header fills a message: it comes first and is not repeated.
  if (!spare && force) return { head: { ...table, rows: [] }, tail: { ...table, header: blank(table.header) } }
  return force ? afterRow(table, 1, table.header) : undefined
}

interface RowCut {
  readonly head: readonly Cell[]
  readonly tail: readonly Cell[]
}

/** The cells that fit, and a beginning of the next; what is left keeps its columns. */
function cutRow(row: readonly Cell[], fits: (row: readonly Cell[]) => boolean, force: boolean): RowCut | undefined {
  const upTo = (count: number, next: Cell = []) => row.map((cell, at) => (at < count ? cell : at === count ? next : []))
  const whole = most(row.length, (count) => fits(upTo(count)))
  const next = row.findIndex((cell, at) => at >= whole && !isBlank(cell))
  if (next < 0) return undefined
  const cut = cutInlines(row[next] ?? [], (cell) => fits(upTo(next, cell)), force && isEmpty(row.slice(0, next)))
  if (!cut && isEmpty(row.slice(0, whole))) return undefined
  const rest = (cell: Cell, at: number) => (at < next ? [] : at === next ? (cut ? cut.tail : cell) : cell)
  return { head: upTo(next, cut?.head), tail: row.map(rest) }
}

function isEmpty(row: readonly Cell[]): boolean {
  return row.every(isBlank)
}

function blank(row: readonly Cell[]): Cell[] {
  return row.map(() => [])
}
