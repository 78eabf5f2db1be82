import { z } from 'zod'
import { limits } from '../limits.ts'
import { id, plainTextSchema, url } from './text.ts'

// The elements that the bot sends: https://docs.slack.dev/reference/block-kit/block-elements

const action = { action_id: id.optional() }
const placeholder = plainTextSchema(limits.placeholder).optional()

export const button = z.strictObject({
  type: z.literal('button'),
  ...action,
  text: plainTextSchema(limits.buttonText),
  url: url.optional(),
  style: z.enum(['primary', 'danger']).optional(),
})

const option = z.strictObject({
  text: plainTextSchema(limits.optionText),
  value: z.string().min(1).max(limits.optionValue),
})
const options = z.array(option).min(1).max(limits.options)

export const overflowMenu = z.strictObject({
  type: z.literal('overflow'),
  ...action,
  options: options.max(limits.overflowOptions),
})

const optionGroup = z.strictObject({ label: plainTextSchema(limits.optionText), options })

interface Select {
  readonly options?: readonly { readonly value: string }[] | undefined
  readonly option_groups?: readonly { readonly options: readonly { readonly value: string }[] }[] | undefined
  readonly initial_option?: { readonly value: string } | undefined
  readonly initial_options?: readonly { readonly value: string }[] | undefined
}

function validateInitial(select: Select, ctx: z.core.$RefinementCtx): void {
  const { option_groups: groups, initial_option, initial_options } = select
  if (Boolean(select.options) === Boolean(groups))
    ctx.addIssue({ code: 'custom', message: 'must have one of "options" and "option_groups"', path: ['options'] })
  const options = select.options ?? groups?.flatMap((group) => group.options) ?? []
  const chosen = initial_options ?? (initial_option ? [initial_option] : [])
  if (chosen.every((one) => options.some(({ value }) => value === one.value))) return
  const path = [initial_options ? 'initial_options' : 'initial_option']
  ctx.addIssue({ code: 'custom', message: 'must be one of the provided options', path })
}

const select = {
  ...{ ...action, placeholder, options: options.optional() },
  option_groups: z.array(optionGroup).min(1).max(limits.optionGroups).optional(),
}

export const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...select, initial_option: option.optional() })
  .superRefine(validateInitial)

const multiStaticSelect = z
  .strictObject({ type: z.literal('multi_static_select'), ...select, initial_options: options.optional() })
  .superRefine(validateInitial)

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...action,
  placeholder,
  initial_value: z.string().max(limits.inputLength).optional(),
  multiline: z.boolean().optional(),
  max_length: z.int().min(1).max(limits.inputLength).optional(),
})

/** The elements of an `input` block. */
export const inputElement = z.discriminatedUnion('type', [plainTextInput, staticSelect, multiStaticSelect])
