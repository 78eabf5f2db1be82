import { z } from 'zod'
import { limits } from '../limits.ts'
import { button, inputElement, overflowMenu, staticSelect } from './elements.ts'
import { richTextBlock } from './rich-text.ts'
import { block, plainTextSchema, textSchema, url } from './text.ts'

// The blocks that the bot sends: https://docs.slack.dev/reference/block-kit/blocks. Slack has more; here they are
// unsupported types, so that a test fails when the bot begins to send one.

const divider = z.strictObject({ type: z.literal('divider'), ...block })

const header = z.strictObject({
  type: z.literal('header'),
  ...block,
  text: plainTextSchema(limits.headerText),
  level: z.int().min(1).max(4).optional(),
})

const context = z.strictObject({
  type: z.literal('context'),
  ...block,
  elements: z.array(textSchema(limits.textObject)).min(1).max(limits.contextElements),
})

const actions = z.strictObject({
  type: z.literal('actions'),
  ...block,
  elements: z
    .array(z.discriminatedUnion('type', [button, overflowMenu, staticSelect]))
    .min(1)
    .max(limits.actionsElements),
})

const image = z.strictObject({
  type: z.literal('image'),
  ...block,
  image_url: url,
  alt_text: z.string().min(1).max(limits.imageAlt),
})

const input = z.strictObject({
  type: z.literal('input'),
  ...block,
  label: plainTextSchema(limits.inputLabel),
  hint: plainTextSchema(limits.inputHint).optional(),
  optional: z.boolean().optional(),
  element: inputElement,
})

const column = z.strictObject({
  align: z.enum(['left', 'center', 'right']).optional(),
  is_wrapped: z.boolean().optional(),
})

const table = z.strictObject({
  type: z.literal('table'),
  ...block,
  rows: z.array(z.array(richTextBlock).min(1).max(limits.tableColumns)).min(1).max(limits.tableRows),
  /** A column whose entry is null keeps the default. */
  column_settings: z.array(column.nullable()).max(limits.tableColumns).optional(),
})

const everywhere = [actions, context, divider, header, image, input, richTextBlock] as const

export const messageBlocks = z.array(z.discriminatedUnion('type', [...everywhere, table])).max(limits.messageBlocks)
export const modalBlocks = z.array(z.discriminatedUnion('type', [...everywhere])).max(limits.viewBlocks)
export const homeBlocks = z.array(z.discriminatedUnion('type', [...everywhere, table])).max(limits.viewBlocks)
