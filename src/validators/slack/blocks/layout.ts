import { z } from 'zod'
import { limits } from '../limits.ts'
import { button, checkboxes, feedbackButtons, iconButton, overflow, radioButtons, workflowButton } from './buttons.ts'
import { imageElement } from './images.ts'
import { multiSelects, pickers, selects } from './selects.ts'
import { anyText, block, plainText } from './text.ts'

// https://docs.slack.dev/reference/block-kit/blocks, the blocks of most messages.

export const divider = z.strictObject({ type: z.literal('divider'), ...block })

export const header = z.strictObject({
  type: z.literal('header'),
  ...block,
  text: plainText(limits.headerText),
  level: z.int().min(1).max(4).optional(),
})

const pressed = [button, workflowButton, overflow, checkboxes, radioButtons] as const

export const section = z
  .strictObject({
    type: z.literal('section'),
    ...block,
    text: anyText(limits.sectionText).optional(),
    fields: z.array(anyText(limits.sectionField)).min(1).max(limits.sectionFields).optional(),
    accessory: z
      .discriminatedUnion('type', [imageElement, ...pressed, ...selects, ...multiSelects, ...pickers])
      .optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text || fields, { error: 'must define either "text" or "fields"' })

export const context = z.strictObject({
  type: z.literal('context'),
  ...block,
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, anyText(limits.textObject)]))
    .min(1)
    .max(limits.contextElements),
})

export const actions = z.strictObject({
  type: z.literal('actions'),
  ...block,
  elements: z
    .array(z.discriminatedUnion('type', [...pressed, ...selects, ...multiSelects, ...pickers]))
    .min(1)
    .max(limits.actionsElements),
})

export const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...block,
  elements: z
    .array(z.discriminatedUnion('type', [feedbackButtons, iconButton]))
    .min(1)
    .max(limits.contextActions),
})

export const markdown = z.strictObject({
  type: z.literal('markdown'),
  ...block,
  text: z.string().min(1).max(limits.markdownText),
})
