import { expect, test } from 'vitest'
import { ActionError } from '../../../src/simulator/web/client.ts'
import { modalDialog as discordDialog, valuesOf as discordValues } from '../../../src/simulator/web/discord/modal.ts'
import { modalDialog as slackDialog, valuesOf as slackValues } from '../../../src/simulator/web/slack/modal.ts'

const name = (id: string) => id
const names = { userName: name, channelName: name, groupName: name, local: () => undefined }
const plain = (text: string) => ({ type: 'plain_text', text })
const viewOf = (...blocks: unknown[]) => ({
  id: 'V1',
  user: 'U1',
  hash: '1',
  view: { type: 'modal', title: plain('Ask'), blocks },
})
const input = (element: object, more: object = {}) => ({
  type: 'input',
  block_id: 'one',
  label: plain('One'),
  element,
  ...more,
})
const label = (component: object) => ({ type: 18, label: 'One', component: { custom_id: 'one', ...component } })
const modalOf = (...components: unknown[]) => ({ custom_id: 'ask', title: 'Ask', components })

const drawSlack = async (...blocks: unknown[]) => String(await slackDialog(viewOf(...blocks), '?', names).content)
const drawDiscord = async (...components: unknown[]) =>
  String(await discordDialog(modalOf(...components), '?', names).content)
const form = (...values: string[]) => new URLSearchParams(values.map((value) => ['field.one', value]))

test('a Slack input is required unless it says otherwise, and has its limits', async () => {
  const text = { type: 'plain_text_input', action_id: 'a', min_length: 2, max_length: 9 }
  expect(await drawSlack(input(text))).toMatch(/<input [^>]*minlength="2" maxlength="9"[^>]*required/)
  expect(await drawSlack(input(text, { optional: true }))).not.toContain('required')
  expect(await drawSlack(input({ ...text, multiline: true, initial_value: '<b>' }))).toContain('>&lt;b&gt;</textarea>')
})

test('what the page cannot draw in a dialog is named', async () => {
  expect(await drawSlack(input({ type: 'datepicker', action_id: 'a' }))).toContain('datepicker')
  expect(await drawDiscord(label({ type: 5 }))).toContain('component of type 5')
})

test('a dialog shows the other blocks of its view, too', async () => {
  const note = { type: 'context', elements: [{ type: 'mrkdwn', text: '*Only* here' }] }
  expect(await drawSlack(note)).toContain('<strong>Only</strong> here')
  expect(await drawDiscord({ type: 10, content: '**Only** here' })).toContain('<strong>Only</strong> here')
})

test('an optional choice can be taken back', async () => {
  const options = ['a', 'b'].map((value) => ({ text: plain(value), value }))
  const select = { type: 'static_select', action_id: 'a', options, initial_option: options[0] }
  expect(await drawSlack(input(select))).not.toContain('<option value="">')
  expect(await drawSlack(input(select, { optional: true }))).toContain('<option value="">')
  expect(slackValues(viewOf(input(select, { optional: true })), form(''))).toEqual({ one: [] })
})

test('a Discord input may be a paragraph', async () => {
  const row = label({ type: 4, style: 2, value: 'Long' })
  expect(await drawDiscord(row)).toMatch(/<label [^>]*>One<\/label>\s*<textarea[^>]*required[^>]*>Long</)
  expect(discordValues(modalOf(row), form('Longer'))).toEqual({ one: 'Longer' })
})

test('a Discord select takes no fewer and no more choices than it says', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }))
  const select = label({ type: 3, options, min_values: 1, max_values: 2 })
  expect(discordValues(modalOf(select), form('a', 'b'))).toEqual({ one: ['a', 'b'] })
  expect(() => discordValues(modalOf(select), form())).toThrow(ActionError)
  expect(() => discordValues(modalOf(select), form('a', 'b', 'c'))).toThrow('One: choose 1 to 2')
})
