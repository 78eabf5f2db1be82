import { expect, test } from 'vitest'
import {
  actions,
  button,
  cell,
  chars,
  expectAccepted,
  expectRefused,
  image,
  input,
  judgeBlocks,
  mrkdwn,
  option,
  plain,
  section,
  select,
  times,
} from './blocks.ts'

const card = (extra: object) => ({ type: 'card', title: mrkdwn('One'), ...extra })
const container = (extra: object) => ({
  type: 'container',
  title: plain('One'),
  child_blocks: [{ type: 'divider' }],
  ...extra,
})
const video = (extra: object) => ({
  type: 'video',
  video_url: 'https://example.com/v',
  thumbnail_url: 'https://example.com/t.png',
  alt_text: 'A talk',
  title: plain('A talk'),
  ...extra,
})
const confirm = (extra: object) =>
  actions(button({ confirm: { title: plain('a'), text: plain('b'), confirm: plain('c'), deny: plain('d'), ...extra } }))
const segment = (label: string) => ({ type: 'pie', segments: [{ label, value: 1 }] })
const pie = (extra: object) => ({ type: 'data_visualization', title: 'Share', chart: segment('a'), ...extra })
const typed = (initial_value: string) => ({ type: 'plain_text_input', initial_value })
const address = (length: number) => `https://example.com/${chars(length - 20)}`

/** What is limited, how long it may be, where Slack points when it is longer, and a block that has it. */
const lengths: readonly [string, number, string, (length: number) => object][] = [
  ['header', 150, '/text/text', (n) => ({ type: 'header', text: plain(chars(n)) })],
  ['section text', 3000, '/text/text', (n) => section({ text: mrkdwn(chars(n)) })],
  ['section field', 2000, '/fields/1/text', (n) => section({ fields: [plain('a'), mrkdwn(chars(n))] })],
  ['context text', 3000, '/elements/0/text', (n) => ({ type: 'context', elements: [mrkdwn(chars(n))] })],
  ['markdown', 12_000, '/text', (n) => ({ type: 'markdown', text: chars(n) })],
  ['block_id', 255, '/block_id', (n) => ({ type: 'divider', block_id: chars(n) })],
  ['action_id', 255, '/elements/0/action_id', (n) => actions(button({ action_id: chars(n) }))],
  ['button text', 75, '/elements/0/text/text', (n) => actions(button({ text: plain(chars(n)) }))],
  ['button value', 2000, '/elements/0/value', (n) => actions(button({ value: chars(n) }))],
  ['button address', 3000, '/elements/0/url', (n) => actions(button({ url: address(n) }))],
  ['button label', 75, '/elements/0/accessibility_label', (n) => actions(button({ accessibility_label: chars(n) }))],
  ['confirm title', 100, '/elements/0/confirm/title/text', (n) => confirm({ title: plain(chars(n)) })],
  ['confirm text', 300, '/elements/0/confirm/text/text', (n) => confirm({ text: plain(chars(n)) })],
  ['confirm button', 30, '/elements/0/confirm/confirm/text', (n) => confirm({ confirm: plain(chars(n)) })],
  ['deny button', 30, '/elements/0/confirm/deny/text', (n) => confirm({ deny: plain(chars(n)) })],
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
  [
    'option description',
    75,
    '/elements/0/options/0/description/text',
    (n) => actions(select({ options: [option({ description: plain(chars(n)) })] })),
  ],
  ['image address', 3000, '/image_url', (n) => image({ image_url: address(n) })],
  ['image alternative', 2000, '/alt_text', (n) => image({ alt_text: chars(n) })],
  ['image title', 2000, '/title/text', (n) => image({ title: plain(chars(n)) })],
  ['input label', 2000, '/label/text', (n) => input({ label: plain(chars(n)) })],
  ['input hint', 2000, '/hint/text', (n) => input({ hint: plain(chars(n)) })],
  ['text input', 3000, '/element/initial_value', (n) => input({ element: typed(chars(n)) })],
  ['video title', 199, '/title/text', (n) => video({ title: plain(chars(n)) })],
  ['video author', 49, '/author_name', (n) => video({ author_name: chars(n) })],
  ['video alternative', 200, '/alt_text', (n) => video({ alt_text: chars(n) })],
  ['video description', 200, '/description/text', (n) => video({ description: plain(chars(n)) })],
  ['chart title', 50, '/title', (n) => pie({ title: chars(n) })],
  ['chart label', 20, '/chart/segments/0/label', (n) => pie({ chart: segment(chars(n)) })],
  ['card title', 150, '/title/text', (n) => card({ title: mrkdwn(chars(n)) })],
  ['card subtitle', 150, '/subtitle/text', (n) => card({ subtitle: mrkdwn(chars(n)) })],
  ['card body', 200, '/body/text', (n) => card({ body: mrkdwn(chars(n)) })],
  ['container title', 150, '/title/text', (n) => container({ title: plain(chars(n)) })],
  ['container subtitle', 150, '/subtitle/text', (n) => container({ subtitle: plain(chars(n)) })],
]

test.each(lengths)('a %s may have %i characters and no more', (_, max, pointer, block) => {
  expectAccepted(block(max))
  expectRefused(`must be less than ${max + 1} characters [json-pointer:/blocks/0${pointer}]`, block(max + 1))
})

const empties: readonly [string, string, object][] = [
  ['section text', '/text/text', section({ text: mrkdwn('') })],
  ['header', '/text/text', { type: 'header', text: plain('') }],
  ['markdown', '/text', { type: 'markdown', text: '' }],
  ['button text', '/elements/0/text/text', actions(button({ text: plain('') }))],
  ['table cell', '/rows/0/0/text', { type: 'table', rows: [[cell('')]] }],
  ['image alternative', '/alt_text', image({ alt_text: '' })],
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
  expect(judgeBlocks(rows(1001))?.body.errors).toEqual([
    'must be less than 10001 characters over all table cells of the message [json-pointer:/blocks/0]',
  ])
})

test('the markdown of a message has 12,000 characters together', () => {
  const markdown = (length: number) => ({ type: 'markdown', text: chars(length) })
  expectAccepted(markdown(6000), markdown(6000))
  expect(judgeBlocks(markdown(6000), markdown(6001))?.body.errors).toEqual([
    'must be less than 12001 characters over markdown of the message [json-pointer:/blocks/1]',
  ])
})

test('all blocks together stay below the size that Slack never wrote down', () => {
  const sections = (last: number) => [
    ...times(4, () => section({ text: mrkdwn(chars(3000)) })),
    section({ text: mrkdwn(chars(last)) }),
  ]
  expectAccepted(...sections(700))
  expect(judgeBlocks(...sections(701))).toMatchObject({ body: { error: 'msg_blocks_too_long' } })
})

test('an ampersand counts as the entity that Slack makes of it', () => {
  const sections = (text: string) => times(4, () => section({ text: mrkdwn(text) }))
  expectAccepted(...sections(chars(2500)))
  expect(judgeBlocks(...sections('&'.repeat(2500)))).toMatchObject({ body: { error: 'msg_blocks_too_long' } })
})
