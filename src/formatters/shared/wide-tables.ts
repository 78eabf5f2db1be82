import { paragraph } from '../../domain/build.ts'
import type { Block, Digest, Table } from '../../domain/digest.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import { onceFor } from '../../lib/once-for.ts'
import { tableRecords } from './table-records.ts'

/** https://docs.slack.dev/reference/block-kit/blocks/table-block: more columns are shown nowhere as a table. */
const columnsMax = 20
/** Cells of a wide table that are shown, row by row: several messages full. */
const cellsMax = 500

/**
 * The digest with each table that is too wide for a chat as a list of its rows: the same object for all platforms and
 * layouts, so that what is kept by its identity is made once.
 */
export const withoutWideTables = onceFor((digest: Digest): Digest => {
  const labels = labelsFor(digest.language)
  const narrow = (blocks: readonly Block[]) => blocks.flatMap((block) => narrowed(block, labels))
  const { observation } = digest
  return {
    ...digest,
    sections: digest.sections.map((section) => ({ ...section, body: narrow(section.body) })),
    prose: digest.prose.map((prose) => ({ ...prose, blocks: narrow(prose.blocks) })),
    ...(observation && { observation: narrow(observation) }),
  }
})

function narrowed(block: Block, labels: Labels): Block[] {
  const inside = (blocks: readonly Block[]) => blocks.flatMap((child) => narrowed(child, labels))
  if (block.type === 'quote') return [{ ...block, children: inside(block.children) }]
  if (block.type === 'list') {
    return [{ ...block, items: block.items.map((item) => ({ ...item, children: inside(item.children) })) }]
  }
  return block.type === 'table' && block.header.length > columnsMax ? records(block, labels) : [block]
}

function records(table: Table, labels: Labels): Block[] {
  const { blocks, hidden } = tableRecords(table, cellsMax)
  return hidden > 0 ? [...blocks, paragraph(labels.cellsHidden(hidden))] : blocks
}
