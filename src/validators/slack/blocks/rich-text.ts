import { z } from 'zod'
import { limits } from '../limits.ts'
import { block, url } from './text.ts'

// The elements that the bot sends: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

const flag = z.boolean().optional()
const style = z.strictObject({ bold: flag, italic: flag, strike: flag, code: flag }).optional()

const words = z.string().min(1)
const text = z.strictObject({ type: z.literal('text'), text: words, style })
const link = z.strictObject({ type: z.literal('link'), url, text: words.optional(), style })

const date = z.strictObject({
  type: z.literal('date'),
  timestamp: z.int(),
  format: words.refine((value) => /\{\w+\}/.test(value), { error: 'invalid date format' }),
  fallback: words.optional(),
})

const tag = z.strictObject({
  type: z.literal('tag'),
  text: words,
  color: z.enum(['gray', 'brown', 'purple', 'indigo', 'blue', 'green', 'yellow', 'orange', 'red']).optional(),
})

function encodedId(prefixes: string) {
  return z.string().regex(new RegExp(`^[${prefixes}][A-Z0-9]+$`), { error: 'invalid id' })
}

const user = z.strictObject({ type: z.literal('user'), user_id: encodedId('UW') })
const channel = z.strictObject({ type: z.literal('channel'), channel_id: encodedId('CDG') })
const userGroup = z.strictObject({ type: z.literal('usergroup'), usergroup_id: encodedId('S') })

const inline = z.discriminatedUnion('type', [text, link, date, tag, user, channel, userGroup])

const border = z.union([z.literal(0), z.literal(1)]).optional()
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline) })
const list = z.strictObject({
  type: z.literal('rich_text_list'),
  style: z.enum(['bullet', 'ordered']),
  elements: z.array(section).min(1),
  indent: z.int().min(0).max(limits.listIndent).optional(),
  /** The number of the first item, less one. */
  offset: z.int().min(0).optional(),
  border,
})
const quote = z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline).min(1), border })
const preformatted = z.strictObject({
  type: z.literal('rich_text_preformatted'),
  elements: z.array(z.discriminatedUnion('type', [text, link])).min(1),
  border,
})

export const richTextBlock = z.strictObject({
  type: z.literal('rich_text'),
  ...block,
  elements: z.array(z.discriminatedUnion('type', [section, list, quote, preformatted])).min(1),
})
