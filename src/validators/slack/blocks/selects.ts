import { z } from 'zod'
import { focusable, hasOptions, initialOption, initialOptions, placeholder, staticOptions } from './options.ts'

// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and its kin.

const picker = { ...focusable, ...placeholder }
const many = { ...picker, max_selected_items: z.int().min(1).optional() }
const ids = z.array(z.string()).optional()
const minQueryLength = z.int().min(0).optional()

const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional()
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter,
}

export const selects = [
  z
    .strictObject({ type: z.literal('static_select'), ...picker, ...staticOptions, initial_option: initialOption })
    .superRefine(hasOptions),
  z.strictObject({
    type: z.literal('external_select'),
    ...picker,
    initial_option: initialOption,
    min_query_length: minQueryLength,
  }),
  z.strictObject({ type: z.literal('users_select'), ...picker, initial_user: z.string().optional() }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...picker,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...picker,
    ...conversations,
    initial_conversation: z.string().optional(),
  }),
] as const

export const multiSelects = [
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...many,
      ...staticOptions,
      initial_options: initialOptions,
    })
    .superRefine(hasOptions),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...many,
    initial_options: initialOptions,
    min_query_length: minQueryLength,
  }),
  z.strictObject({ type: z.literal('multi_users_select'), ...many, initial_users: ids }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...many, initial_channels: ids }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...many,
    default_to_current_conversation: z.boolean().optional(),
    filter,
    initial_conversations: ids,
  }),
] as const

export const pickers = [
  z.strictObject({
    type: z.literal('datepicker'),
    ...picker,
    initial_date: z.iso.date({ error: 'invalid date' }).optional(),
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...picker,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'invalid time' })
      .optional(),
    timezone: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    ...focusable,
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
] as const
