import { expect, test } from 'vitest'
import {
  actions,
  button,
  context,
  errorOf,
  expectAccepted,
  expectRefused,
  inline,
  input,
  mrkdwn,
  option,
  paragraph,
  plain,
  richText,
  select,
  table,
  word,
} from './blocks.ts'

const list = (extra: object = {}) => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: [paragraph(word())],
  ...extra,
})

/** Everything a digest may be made of, once. */
const accepted: readonly [string, object][] = [
  ['divider', { type: 'divider' }],
  ['header with a level', { type: 'header', text: plain('News'), level: 2 }],
  ['image', { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A chart' }],
  ['link button', actions(button({ url: 'https://example.com', style: 'primary' }))],
  ['table with a column left as it is', table({ column_settings: [null, { align: 'right', is_wrapped: true }] })],
  ['input', input()],
  ['styled text', inline(word({ style: { bold: true, italic: true, strike: true, code: true } }))],
  ['link', inline({ type: 'link', url: 'https://example.com', text: 'here' })],
  ['tag', inline({ type: 'tag', text: 'Agent', color: 'indigo' })],
  ['date', inline({ type: 'date', timestamp: 1773300000, format: '{date_short_pretty}', fallback: '12 March' })],
  ['person', inline({ type: 'user', user_id: 'U0ROBIN0001' })],
  ['group', inline({ type: 'usergroup', usergroup_id: 'S0READERS01' })],
  ['list', richText(list({ indent: 8, border: 1 }), list({ style: 'ordered', offset: 2 }))],
  ['quote', richText({ type: 'rich_text_quote', elements: [word()], border: 1 })],
  ['code block', richText({ type: 'rich_text_preformatted', elements: [word()] })],
]

test.each(accepted)('a %s is accepted', (_, block) => {
  expectAccepted(block)
})

const refused: readonly [string, string, unknown][] = [
  [
    'block that the bot never sends',
    'unsupported type: section [json-pointer:/blocks/0/type]',
    { type: 'section', text: mrkdwn('a') },
  ],
  [
    'image without an alternative text',
    'missing required field: alt_text [json-pointer:/blocks/0]',
    { type: 'image', image_url: 'https://example.com/a.png' },
  ],
  [
    'image of no web address',
    'invalid url [json-pointer:/blocks/0/image_url]',
    { type: 'image', image_url: 'https://localhost/a.png', alt_text: 'A chart' },
  ],
  ['block of an unknown type', 'unsupported type: news [json-pointer:/blocks/0/type]', { type: 'news' }],
  ['block without a type', 'missing required field: type [json-pointer:/blocks/0]', { text: 'a' }],
  ['block that is no object', 'must provide an object [json-pointer:/blocks/0]', 'divider'],
  [
    'unknown property',
    'invalid additional property: colour [json-pointer:/blocks/0]',
    { type: 'divider', colour: 'red' },
  ],
  [
    'unknown property, deep inside',
    'invalid additional property: size [json-pointer:/blocks/0/elements/0]',
    context({ ...mrkdwn('a'), size: 1 }),
  ],
  [
    'disabled button',
    'invalid additional property: disabled [json-pointer:/blocks/0/elements/0]',
    actions(button({ disabled: true })),
  ],
  [
    'styled header',
    'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
    { type: 'header', text: mrkdwn('a') },
  ],
  [
    'header below the fourth level',
    'must be at most 4 [json-pointer:/blocks/0/level]',
    { type: 'header', text: plain('a'), level: 5 },
  ],
  ['bare string for a text', 'must provide an object [json-pointer:/blocks/0/elements/0]', context('a')],
  [
    'button without a text',
    'missing required field: text [json-pointer:/blocks/0/elements/0]',
    actions({ type: 'button' }),
  ],
  [
    'button of an unknown style',
    'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    actions(button({ style: 'good' })),
  ],
  [
    'button with an invalid address',
    'invalid url [json-pointer:/blocks/0/elements/0/url]',
    actions(button({ url: 'here' })),
  ],
  [
    'option with an address in a select',
    'invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]',
    actions(select({ options: [option({ url: 'https://example.com' })] })),
  ],
  [
    'text input among the buttons',
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    actions({ type: 'plain_text_input' }),
  ],
]

test.each(refused)('a %s is rejected', (_, error, block) => {
  expectRefused(error, block)
})

const at = '[json-pointer:/blocks/0/elements/0/elements/0'
const refusedInlines: readonly [string, string, object][] = [
  ['empty text', `must be more than 0 characters ${at}/text]`, word({ text: '' })],
  [
    'empty link text',
    `must be more than 0 characters ${at}/text]`,
    { type: 'link', url: 'https://example.com', text: '' },
  ],
  ['link without an address', `missing required field: url ${at}]`, { type: 'link', text: 'here' }],
  ['link to no address', `invalid url ${at}/url]`, { type: 'link', url: 'here' }],
  ['unknown style', `invalid additional property: loud ${at}/style]`, word({ style: { loud: true } })],
  [
    'pink tag',
    `must be one of: gray, brown, purple, indigo, blue, green, yellow, orange, red ${at}/color]`,
    { type: 'tag', text: 'a', color: 'pink' },
  ],
  ['date without a token', `invalid date format ${at}/format]`, { type: 'date', timestamp: 1, format: 'today' }],
  ['person by name', `invalid id ${at}/user_id]`, { type: 'user', user_id: '@robin' }],
  ['unknown element', `unsupported type: video ${at}/type]`, { type: 'video' }],
]

test.each(refusedInlines)('rich text with %s is rejected', (_, error, element) => {
  expectRefused(error, inline(element))
})

const refusedParts: readonly [string, string, object][] = [
  ['list too deep', 'must be at most 8 [json-pointer:/blocks/0/elements/0/indent]', list({ indent: 9 })],
  [
    'list of lists',
    'must be one of: rich_text_section [json-pointer:/blocks/0/elements/0/elements/0/type]',
    list({ elements: [list()] }),
  ],
  [
    'list of nothing',
    'no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/elements]',
    list({ elements: [] }),
  ],
  ['bare text', 'unsupported type: text [json-pointer:/blocks/0/elements/0/type]', word()],
  [
    'emoji in code',
    'unsupported type: emoji [json-pointer:/blocks/0/elements/0/elements/0/type]',
    { type: 'rich_text_preformatted', elements: [{ type: 'emoji', name: 'wave' }] },
  ],
]

test.each(refusedParts)('rich text with a %s is rejected', (_, error, part) => {
  expectRefused(error, richText(part))
})

test('the error names every violation in the message and in the body', () => {
  const { body, message } = errorOf(context(), { type: 'news' }) ?? {}
  expect(body?.errors).toHaveLength(2)
  expect(body?.response_metadata?.messages).toEqual(body?.errors?.map((error) => `[ERROR] ${error}`))
  expect(message).toBe(`invalid_blocks: ${body?.errors?.[0]}`)
})
