import { z } from 'zod'
import { limits } from '../limits.ts'
import { checkboxes, radioButtons } from './buttons.ts'
import { action, placeholder } from './options.ts'
import { richText } from './rich-text.ts'
import { multiSelects, pickers, selects } from './selects.ts'
import { block, plainText } from './text.ts'

// https://docs.slack.dev/reference/block-kit/blocks/input-block and the elements that are typed in.

const typed = {
  ...action,
  ...placeholder,
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .optional(),
    })
    .optional(),
}
const initialValue = z.string().optional()

const inputs = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(limits.inputLength).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(limits.inputLength).optional(),
    max_length: z.int().min(1).max(limits.inputLength).optional(),
  }),
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: initialValue }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: initialValue }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: initialValue,
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('rich_text_input'),
    ...typed,
    initial_value: richText.optional(),
    min_lines: z.int().min(1).max(100).optional(),
    max_lines: z.int().min(1).max(100).optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    ...action,
    filetypes: z.array(z.string()).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
] as const

export const input = z.strictObject({
  type: z.literal('input'),
  ...block,
  label: plainText(limits.inputLabel),
  hint: plainText(limits.inputHint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.discriminatedUnion('type', [...inputs, ...selects, ...multiSelects, ...pickers, checkboxes, radioButtons]),
})
