import { z } from 'zod'
import { limits } from '../limits.ts'
import { anyText, id, plainText, url } from './text.ts'

// https://docs.slack.dev/reference/block-kit/composition-objects/option-object and its neighbours.

const description = plainText(limits.optionText).optional()
const value = z.string().min(1).max(limits.optionValue)

const option = z.strictObject({ text: plainText(limits.optionText), value, description })

export const overflowOption = z.strictObject({
  text: plainText(limits.optionText),
  value: value.optional(),
  description,
  url: url.optional(),
})

const checkOption = z.strictObject({
  text: anyText(limits.optionText),
  value,
  description: anyText(limits.optionText).optional(),
})
export const checkOptions = z.array(checkOption).min(1).max(limits.checkboxOptions)
export const initialChecks = z.array(checkOption).min(1).max(limits.checkboxOptions).optional()
export const initialCheck = checkOption.optional()

const options = z.array(option).min(1).max(limits.options)
const optionGroup = z.strictObject({ label: plainText(limits.optionText), options })
export const staticOptions = {
  options: options.optional(),
  option_groups: z.array(optionGroup).min(1).max(limits.optionGroups).optional(),
}
export const initialOption = option.optional()
export const initialOptions = z.array(option).min(1).max(limits.options).optional()

interface Option {
  readonly value: string
}
interface Select {
  readonly options?: readonly Option[] | undefined
  readonly option_groups?: readonly { readonly options: readonly Option[] }[] | undefined
  readonly initial_option?: Option | undefined
  readonly initial_options?: readonly Option[] | undefined
}

/** A list comes as `options` or as `option_groups`, never both; what is chosen at first must be in it. */
export function hasOptions(select: Select, ctx: z.core.$RefinementCtx): void {
  const { options, option_groups, initial_option, initial_options } = select
  if ((options === undefined) === (option_groups === undefined)) {
    ctx.addIssue({ code: 'custom', message: 'must define either "options" or "option_groups"' })
    return
  }
  const offered = options ?? option_groups?.flatMap((group) => group.options) ?? []
  const chosen = initial_options ?? (initial_option ? [initial_option] : [])
  if (chosen.some((each) => !offered.some(({ value }) => value === each.value))) {
    const path = [initial_options ? 'initial_options' : 'initial_option']
    ctx.addIssue({ code: 'custom', message: 'must be one of the provided options', path })
  }
}

const confirm = z.strictObject({
  title: plainText(limits.confirmTitle).optional(),
  text: anyText(limits.confirmText),
  confirm: plainText(limits.confirmButton).optional(),
  deny: plainText(limits.confirmButton).optional(),
  style: z.enum(['primary', 'danger']).optional(),
})

/** What every interactive element may carry. */
export const action = { action_id: id.optional() }
export const confirmable = { ...action, confirm: confirm.optional() }
export const focusable = { ...confirmable, focus_on_load: z.boolean().optional() }
export const placeholder = { placeholder: plainText(limits.placeholder).optional() }
