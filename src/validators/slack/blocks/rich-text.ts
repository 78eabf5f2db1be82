import { z } from 'zod'
import { limits } from '../limits.ts'
import { block, url } from './text.ts'

// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block and the page of each element.

const flag = z.boolean().optional()
const style = z
  .strictObject({
    bold: flag,
    italic: flag,
    strike: flag,
    underline: flag,
    code: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  })
  .optional()

const words = z.string().min(1)
const text = z.strictObject({ type: z.literal('text'), text: words, style })
const link = z.strictObject({ type: z.literal('link'), url, text: words.optional(), unsafe: flag, style })

const color = z.strictObject({
  type: z.literal('color'),
  value: z.string().regex(/^#[0-9a-f]{6}$/i, { error: 'invalid color' }),
  style,
})

const date = z.strictObject({
  type: z.literal('date'),
  timestamp: z.int(),
  format: words.refine((value) => /\{\w+\}/.test(value), { error: 'invalid date format' }),
  url: url.optional(),
  fallback: words.optional(),
  style,
})

const emoji = z.strictObject({
  type: z.literal('emoji'),
  name: z.string().regex(/^[^\s:]+$/, { error: 'invalid emoji name' }),
  unicode: words.optional(),
  url: url.optional(),
  skin_tone: z.int().min(1).max(6).optional(),
  style,
})

const tag = z.strictObject({
  type: z.literal('tag'),
  text: words,
  color: z.enum(['gray', 'brown', 'purple', 'indigo', 'blue', 'green', 'yellow', 'orange', 'red']).optional(),
  style,
})

const citation = z.strictObject({
  type: z.literal('citation'),
  url,
  text: words,
  index: z.int(),
  details: z.looseObject({ citation_type: z.enum(['file', 'external', 'web', 'message', 'memory']) }),
  from_llm: flag,
  is_slack_url: flag,
})

function encodedId(prefixes: string) {
  return z.string().regex(new RegExp(`^[${prefixes}][A-Z0-9]+$`), { error: 'invalid id' })
}

const mentions = [
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: encodedId('CG'), style }),
  z.strictObject({ type: z.literal('team'), team_id: encodedId('TE'), style }),
  z.strictObject({ type: z.literal('user'), user_id: encodedId('UW'), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: encodedId('S'), style }),
] as const

const inline = z.discriminatedUnion('type', [text, link, color, date, emoji, tag, citation, ...mentions])

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

export const richText = z.strictObject({
  type: z.literal('rich_text'),
  ...block,
  elements: z.array(z.discriminatedUnion('type', [section, list, quote, preformatted])).min(1),
})
