import { expect, test } from 'vitest'
import {
  actions,
  button,
  cell,
  expectAccepted,
  expectRefused,
  image,
  judgeBlocks,
  mrkdwn,
  option,
  plain,
  section,
  select,
  table,
  times,
} from './blocks.ts'

const card = () => ({ type: 'card', title: mrkdwn('One') })
const pie = (count = 1) => ({
  type: 'data_visualization',
  title: 'Share',
  chart: { type: 'pie', segments: times(count, () => ({ label: 'a', value: 1 })) },
})
const line = (series: number, points: number, categories = points) => ({
  type: 'data_visualization',
  title: 'Scores',
  chart: {
    type: 'line',
    series: times(series, () => ({ name: 'a', data: times(points, () => ({ label: 'a', value: 1 })) })),
    axis_config: { categories: times(categories, () => 'a') },
  },
})
const task = () => ({ type: 'task_card', task_id: '1', title: 'One', status: 'pending' })
const divider = () => ({ type: 'divider' })
const icon = () => ({ type: 'icon_button', icon: 'trash', text: plain('Remove') })
const options = (count: number) => times(count, (n) => option({ value: `${n}` }))
const group = (count: number) => ({ label: plain('All'), options: options(count) })
const dataTable = (extra: object) => ({ type: 'data_table', caption: 'Scores', rows: [[cell()], [cell()]], ...extra })

/** What is counted, the least and the most there may be, where Slack points, and a block that has as many. */
const counts: readonly [string, number, number, string, (count: number) => object][] = [
  ['section fields', 1, 10, '/fields', (n) => section({ fields: times(n, () => mrkdwn('a')) })],
  ['context elements', 1, 10, '/elements', (n) => ({ type: 'context', elements: times(n, () => mrkdwn('a')) })],
  ['actions elements', 1, 25, '/elements', (n) => actions(...times(n, () => button()))],
  ['context actions', 1, 5, '/elements', (n) => ({ type: 'context_actions', elements: times(n, icon) })],
  ['select options', 1, 100, '/elements/0/options', (n) => actions(select({ options: options(n) }))],
  [
    'option groups',
    1,
    100,
    '/elements/0/option_groups',
    (n) => actions({ type: 'static_select', option_groups: times(n, () => group(1)) }),
  ],
  ['overflow options', 1, 5, '/elements/0/options', (n) => actions({ type: 'overflow', options: options(n) })],
  ['checkboxes', 1, 10, '/elements/0/options', (n) => actions({ type: 'checkboxes', options: options(n) })],
  ['radio buttons', 1, 10, '/elements/0/options', (n) => actions({ type: 'radio_buttons', options: options(n) })],
  ['table rows', 1, 100, '/rows', (n) => table({ rows: times(n, () => [cell()]) })],
  ['table cells', 1, 20, '/rows/0', (n) => table({ rows: [times(n, () => cell())] })],
  [
    'column settings',
    0,
    20,
    '/column_settings',
    (n) => table({ column_settings: times(n, () => ({ align: 'left' })) }),
  ],
  ['data table rows', 2, 101, '/rows', (n) => dataTable({ rows: times(n, () => [cell()]) })],
  ['pie segments', 1, 12, '/chart/segments', pie],
  ['chart series', 1, 12, '/chart/series', (n) => line(n, 1)],
  ['chart points', 1, 20, '/chart/series/0/data', (n) => line(1, n)],
  ['plan tasks', 0, 50, '/tasks', (n) => ({ type: 'plan', title: 'Work', tasks: times(n, task) })],
  ['card actions', 1, 3, '/actions', (n) => ({ ...card(), actions: times(n, () => button()) })],
  ['carousel cards', 1, 10, '/elements', (n) => ({ type: 'carousel', elements: times(n, card) })],
  [
    'container blocks',
    1,
    10,
    '/child_blocks',
    (n) => ({ type: 'container', title: plain('One'), child_blocks: times(n, divider) }),
  ],
]

test.each(counts)('of %s there are at least %i and at most %i', (_, min, max, pointer, block) => {
  expectAccepted(block(min))
  expectAccepted(block(max))
  expectRefused(`no more than ${max} items allowed [json-pointer:/blocks/0${pointer}]`, block(max + 1))
  if (min > 0) expectRefused(`no fewer than ${min} items allowed [json-pointer:/blocks/0${pointer}]`, block(min - 1))
})

test('a page of a data table has 100 rows', () => {
  expectAccepted(dataTable({ page_size: 100 }))
  expectRefused('must be at most 100 [json-pointer:/blocks/0/page_size]', dataTable({ page_size: 101 }))
})

test('a message has 50 blocks and no more', () => {
  expectAccepted(...times(50, divider))
  expectRefused('no more than 50 items allowed [json-pointer:/blocks]', ...times(51, divider))
})

test('a message has one table', () => {
  expectAccepted(table())
  const refusal = judgeBlocks(table(), table())
  expect(refusal).toMatchObject({ body: { error: 'invalid_attachments' } })
  expect(refusal?.message).toContain('only_one_table_allowed')
})

test('a message has two charts', () => {
  expectAccepted(pie(), pie())
  expectRefused('no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]', pie(), pie(), pie())
})

test('a chart has one point for each category', () => {
  expectRefused('every series must have one point for each category [json-pointer:/blocks/0/chart]', line(1, 2, 3))
})

test('a table in a container is a table of the message', () => {
  const container = { type: 'container', title: plain('One'), child_blocks: [table()] }
  expect(judgeBlocks(container, table())).toMatchObject({ body: { error: 'invalid_attachments' } })
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

test('a select has options or groups of options, not both', () => {
  const error = 'must define either "options" or "option_groups" [json-pointer:/blocks/0/elements/0]'
  expectRefused(error, actions({ type: 'static_select' }))
  expectRefused(error, actions(select({ option_groups: [group(1)] })))
})

test('what is selected at first is one of the options', () => {
  expectAccepted(actions(select({ initial_option: option() })))
  expectRefused(
    'must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]',
    actions(select({ initial_option: option({ value: '2' }) })),
  )
})

test('an image has one source', () => {
  expectAccepted(image())
  const error = 'must define either "image_url" or "slack_file" [json-pointer:/blocks/0]'
  expectRefused(error, { type: 'image', alt_text: 'A chart' })
  expectRefused(error, image({ slack_file: { id: 'F1' } }))
})
