import { z } from 'zod'
import { limits } from '../limits.ts'
import { richText } from './rich-text.ts'
import { block } from './text.ts'

// https://docs.slack.dev/reference/block-kit/blocks/table-block and data-table-block.

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  richText,
])
const row = z.array(cell).min(1).max(limits.tableColumns)

const column = z.strictObject({
  align: z.enum(['left', 'center', 'right']).optional(),
  is_wrapped: z.boolean().optional(),
})

export const table = z.strictObject({
  type: z.literal('table'),
  ...block,
  rows: z.array(row).min(1).max(limits.tableRows),
  /** An entry may be null: that column keeps the default. */
  column_settings: z.array(column.nullable()).max(limits.tableColumns).optional(),
})

export const dataTable = z.strictObject({
  type: z.literal('data_table'),
  ...block,
  rows: z.array(row).min(2).max(limits.dataTableRows),
  caption: z.string().min(1),
  page_size: z.int().min(1).max(limits.dataTablePageSize).optional(),
  row_header_column_index: z
    .int()
    .min(0)
    .max(limits.tableColumns - 1)
    .optional(),
})
