import { expect, test } from 'vitest'
import {
  actions,
  button,
  cell,
  errorOf,
  expectAccepted,
  expectRefused,
  mrkdwn,
  option,
  select,
  table,
  times,
} from './blocks.ts'

const divider = () => ({ type: 'divider' })
const options = (count: number) => times(count, (n) => option({ value: `${n}` }))
/** What is counted, the least and the most there may be, where Slack points, and a block that has as many. */
const counts: readonly [string, number, number, string, (count: number) => object][] = [
  ['context elements', 1, 10, '/elements', (n) => ({ type: 'context', elements: times(n, () => mrkdwn('a')) })],
  ['actions elements', 1, 25, '/elements', (n) => actions(...times(n, () => button()))],
  ['select options', 1, 100, '/elements/0/options', (n) => actions(select({ options: options(n) }))],
  ['overflow options', 1, 5, '/elements/0/options', (n) => actions({ type: 'overflow', options: options(n) })],
  ['table rows', 1, 100, '/rows', (n) => table({ rows: times(n, () => [cell()]) })],
  ['table cells', 1, 20, '/rows/0', (n) => table({ rows: [times(n, () => cell())] })],
  [
    'column settings',
    0,
    20,
    '/column_settings',
    (n) => table({ column_settings: times(n, () => ({ align: 'left' })) }),
  ],
]

test.each(counts)('of %s there are at least %i and at most %i', (_, min, max, pointer, block) => {
  expectAccepted(block(min))
  expectAccepted(block(max))
  expectRefused(`no more than ${max} items allowed [json-pointer:/blocks/0${pointer}]`, block(max + 1))
  if (min > 0) expectRefused(`no fewer than ${min} items allowed [json-pointer:/blocks/0${pointer}]`, block(min - 1))
})

test('a message has 50 blocks and no more', () => {
  expectAccepted(...times(50, divider))
  expectRefused('no more than 50 items allowed [json-pointer:/blocks]', ...times(51, divider))
})

test('a message has one table', () => {
  expectAccepted(table())
  const error = errorOf(table(), table())
  expect(error).toMatchObject({ body: { error: 'invalid_attachments' } })
  expect(error?.message).toContain('only_one_table_allowed')
})

test('two blocks do not share a block_id', () => {
  const divided = (id: string) => ({ type: 'divider', block_id: id })
  expectAccepted(divided('a'), divided('b'))
  expectRefused('block_id already exists: a [json-pointer:/blocks/1/block_id]', divided('a'), divided('a'))
})

test('two elements of a block do not share an action_id; those of different blocks may', () => {
  const row = (...ids: string[]) => actions(...ids.map((action_id) => button({ action_id })))
  expectAccepted(row('a', 'b'), row('a'))
  expectRefused('action_id already exists: a [json-pointer:/blocks/0/elements/1/action_id]', row('a', 'a'))
})

test('what is selected at first is one of the options', () => {
  expectAccepted(actions(select({ initial_option: option() })))
  expectRefused(
    'must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]',
    actions(select({ initial_option: option({ value: '2' }) })),
  )
})
