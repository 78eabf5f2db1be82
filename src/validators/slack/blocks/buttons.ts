import { z } from 'zod'
import { limits } from '../limits.ts'
import {
  action,
  checkOptions,
  confirmable,
  focusable,
  hasOptions,
  initialCheck,
  initialChecks,
  overflowOption,
} from './options.ts'
import { plainText, url } from './text.ts'

// https://docs.slack.dev/reference/block-kit/block-elements, the elements that are pressed.

const label = { accessibility_label: z.string().min(1).max(limits.accessibilityLabel).optional() }
const style = z.enum(['primary', 'danger']).optional()
const value = z.string().min(1).max(limits.buttonValue)

export const button = z.strictObject({
  type: z.literal('button'),
  ...confirmable,
  ...label,
  text: plainText(limits.buttonText),
  value: value.optional(),
  url: url.optional(),
  style,
})

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...confirmable,
  ...label,
  text: plainText(limits.buttonText),
  workflow: z.strictObject({ trigger: z.looseObject({ url }) }),
  style,
})

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...confirmable,
  options: z.array(overflowOption).min(1).max(limits.overflowOptions),
})

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...focusable,
    options: checkOptions,
    initial_options: initialChecks,
  })
  .superRefine(hasOptions)

export const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...focusable,
    options: checkOptions,
    initial_option: initialCheck,
  })
  .superRefine(hasOptions)

const feedback = z.strictObject({ ...label, text: plainText(limits.buttonText), value })

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  ...action,
  positive_button: feedback,
  negative_button: feedback,
})

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...confirmable,
  ...label,
  icon: z.literal('trash'),
  text: plainText(limits.buttonText),
  value: value.optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
})
