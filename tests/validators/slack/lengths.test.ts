import { expect, test } from 'vitest'
import {
  actions,
  button,
  cell,
  chars,
  context,
  errorOf,
  expectAccepted,
  expectRefused,
  input,
  mrkdwn,
  option,
  paragraph,
  plain,
  richText,
  select,
  times,
  word,
} from './blocks.ts'

const typed = (initial_value: string) => ({ type: 'plain_text_input', initial_value })
const address = (length: number) => `https://example.com/${chars(length - 20)}`

/** What is limited, how long it may be, where Slack points when it is longer, and a block that has it. */
const lengths: readonly [string, number, string, (length: number) => object][] = [
  ['header', 150, '/text/text', (n) => ({ type: 'header', text: plain(chars(n)) })],
  ['context text', 3000, '/elements/0/text', (n) => context(mrkdwn(chars(n)))],
  ['block_id', 255, '/block_id', (n) => ({ type: 'divider', block_id: chars(n) })],
  ['action_id', 255, '/elements/0/action_id', (n) => actions(button({ action_id: chars(n) }))],
  ['button text', 75, '/elements/0/text/text', (n) => actions(button({ text: plain(chars(n)) }))],
  ['button address', 3000, '/elements/0/url', (n) => actions(button({ url: address(n) }))],
  ['placeholder', 150, '/elements/0/placeholder/text', (n) => actions(select({ placeholder: plain(chars(n)) }))],
  [
    'option text',
    75,
    '/elements/0/options/0/text/text',
    (n) => actions(select({ options: [option({ text: plain(chars(n)) })] })),
  ],
  [
    'option value',
    150,
    '/elements/0/options/0/value',
    (n) => actions(select({ options: [option({ value: chars(n) })] })),
  ],
  ['input label', 2000, '/label/text', (n) => input({ label: plain(chars(n)) })],
  ['input hint', 2000, '/hint/text', (n) => input({ hint: plain(chars(n)) })],
  ['text input', 3000, '/element/initial_value', (n) => input({ element: typed(chars(n)) })],
]

test.each(lengths)('a %s may have %i characters and no more', (_, max, pointer, block) => {
  expectAccepted(block(max))
  expectRefused(`must be less than ${max + 1} characters [json-pointer:/blocks/0${pointer}]`, block(max + 1))
})

const empties: readonly [string, string, object][] = [
  ['context text', '/elements/0/text', context(mrkdwn(''))],
  ['header', '/text/text', { type: 'header', text: plain('') }],
  ['button text', '/elements/0/text/text', actions(button({ text: plain('') }))],
  ['table cell', '/rows/0/0/elements/0/elements/0/text', { type: 'table', rows: [[cell('')]] }],
  ['block_id', '/block_id', { type: 'divider', block_id: '' }],
]

test.each(empties)('a %s is never empty', (_, pointer, block) => {
  expectRefused(`must be more than 0 characters [json-pointer:/blocks/0${pointer}]`, block)
})

test('the cells of a table have 10,000 characters together', () => {
  const rows = (last: number) => ({
    type: 'table',
    rows: [...times(9, () => [cell(chars(1000))]), [cell(chars(last))]],
  })
  expectAccepted(rows(1000))
  expect(errorOf(rows(1001))?.body.errors).toEqual([
    'must be less than 10001 characters over all table cells of the message [json-pointer:/blocks/0]',
  ])
})

test('all blocks together have 13,200 counted characters', () => {
  const texts = (last: number) => [...times(4, () => context(mrkdwn(chars(3000)))), context(mrkdwn(chars(last)))]
  expectAccepted(...texts(700))
  expect(errorOf(...texts(701))).toMatchObject({ body: { error: 'msg_blocks_too_long' } })
})

test('an ampersand counts as the entity that Slack makes of it', () => {
  const texts = (text: string) => times(4, () => context(mrkdwn(text)))
  expectAccepted(...texts(chars(2500)))
  expect(errorOf(...texts('&'.repeat(2500)))).toMatchObject({ body: { error: 'msg_blocks_too_long' } })
})

test('all blocks together have 16,000 bytes as JSON', () => {
  const styled = (count: number) =>
    richText(paragraph(...times(count, (at) => word({ style: { [at % 2 ? 'bold' : 'italic']: true } }))))
  expectAccepted(styled(250))
  expect(errorOf(styled(330))).toMatchObject({ body: { error: 'msg_blocks_too_long' } })
})
