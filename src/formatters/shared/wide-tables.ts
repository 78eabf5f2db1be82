import { bullets, paragraph, strong, unstyled } from '../../domain/build.ts'
import type { Block, Cell, Digest, Inline, Table } from '../../domain/digest.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'

/** https://docs.slack.dev/reference/block-kit/blocks/table-block: more columns are shown nowhere as a table. */
const columnsMax = 20
/** Cells of a wide table that are shown, row by row: several messages full. */
const cellsMax = 500

/** The digest with each table that is too wide for a chat as a list of its rows. */
export function withoutWideTables(digest: Digest): Digest {
  const labels = labelsFor(digest.language)
  const narrow = (blocks: readonly Block[]) => blocks.flatMap((block) => narrowed(block, labels))
  const { observation } = digest
  return {
    ...digest,
    sections: digest.sections.map((section) => ({ ...section, body: narrow(section.body) })),
    prose: digest.prose.map((prose) => ({ ...prose, blocks: narrow(prose.blocks) })),
    ...(observation && { observation: narrow(observation) }),
  }
}

function narrowed(block: Block, labels: Labels): Block[] {
  const inside = (blocks: readonly Block[]) => blocks.flatMap((child) => narrowed(child, labels))
  if (block.type === 'quote') return [{ ...block, children: inside(block.children) }]
  if (block.type === 'list') {
    return [{ ...block, items: block.items.map((item) => ({ ...item, children: inside(item.children) })) }]
  }
  return block.type === 'table' && block.header.length > columnsMax ? records(block, labels) : [block]
}

/** The names of the columns, then each row as an item: its cells behind those names. Empty cells are left out. */
function records({ header, rows }: Table, labels: Labels): Block[] {
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
  return [
    ...(names.length > 0 ? [paragraph(...names)] : []),
    ...(lines.length > 0 ? [bullets(lines)] : []),
    ...(hidden > 0 ? [paragraph(labels.cellsHidden(hidden))] : []),
  ]
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
