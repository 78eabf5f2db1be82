import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Form } from '../../../src/domain/card.ts'
import { slackModal } from '../../../src/formatters/slack/modal.ts'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { arbitraryForm } from '../arbitrary-cards.ts'

const context = JSON.stringify({ channel: 'C0123456789' })
const refusalOf = (view: object) => validateSlack('views.open', { view, trigger_id: '1.2' })?.message

test('Slack refuses no dialog', () => {
  fc.assert(fc.property(arbitraryForm, (form) => void expect(refusalOf(slackModal(form, context))).toBeUndefined()))
})

const form: Form = {
  control: { action: 'save', destination: 'chat-slack-C0123' },
  title: 'Subscribe',
  submit: 'Save',
  fields: [
    { type: 'text', name: 'when', label: 'When', hint: '08:30 Europe/London', value: '', optional: true },
    {
      type: 'choice',
      name: 'tags',
      label: 'Topics',
      options: [{ label: 'Agent', value: 'a' }],
      chosen: ['a'],
      several: true,
    },
    {
      type: 'choice',
      name: 'layout',
      label: 'Layout',
      options: [{ label: 'Thread', value: 't' }],
      chosen: ['x'],
      several: false,
    },
  ],
}

test('a dialog knows what it is about and where it was opened', () => {
  expect(slackModal(form, context)).toMatchObject({
    callback_id: 'mp:save:chat-slack-C0123',
    private_metadata: context,
    title: { text: 'Subscribe' },
    submit: { text: 'Save' },
  })
})

test('each field is called by its name, and shows what is chosen already', () => {
  const { blocks } = slackModal(form, context) as { blocks: object[] }
  expect(blocks).toMatchObject([
    { block_id: 'when', optional: true, element: { type: 'plain_text_input', action_id: 'when' } },
    { block_id: 'tags', optional: true, element: { type: 'multi_static_select', initial_options: [{ value: 'a' }] } },
    { block_id: 'layout', optional: false, element: { type: 'static_select', action_id: 'layout' } },
  ])
  expect(JSON.stringify(blocks[2])).not.toContain('initial')
})

test('a long text has room, and a limit that is never above Slack’s', () => {
  const long = (longest: number) =>
    slackModal(
      { ...form, fields: [{ type: 'text', name: 'a', label: 'A', value: '', optional: false, longest }] },
      context,
    )
  expect(long(500)).toMatchObject({ blocks: [{ element: { multiline: true, max_length: 500 } }] })
  expect(long(9_000)).toMatchObject({ blocks: [{ element: { multiline: true, max_length: 3_000 } }] })
  expect(JSON.stringify(slackModal(form, context))).not.toContain('multiline')
})

test('a choice between nothing is left out: Slack knows none', () => {
  const choice = { type: 'choice', name: 'tags', label: 'Topics', options: [], chosen: [], several: true } as const
  const view = slackModal({ ...form, fields: [...form.fields, choice] }, context)
  expect(refusalOf(view)).toBeUndefined()
})

test('what is chosen beside a text is a field of its own, with headings', () => {
  const options = [
    { label: 'UTC', value: 'UTC', group: 'Suggested' },
    { label: 'Europe/Berlin', value: 'Europe/Berlin', group: 'Europe' },
  ]
  const zone = { type: 'choice', name: 'timezone', label: 'Zone', options, chosen: ['UTC'], several: false } as const
  const beside = { label: 'Time', hint: '08:30', value: '08:30', choice: zone }
  const when = { type: 'text', name: 'when', label: 'When', value: '08:30 UTC', optional: false, beside } as const
  const view = slackModal({ ...form, fields: [when] }, context)
  expect(refusalOf(view)).toBeUndefined()
  expect(view).toMatchObject({
    blocks: [
      { block_id: 'when', label: { text: 'Time' }, element: { initial_value: '08:30' } },
      {
        block_id: 'timezone',
        element: {
          type: 'static_select',
          initial_option: { value: 'UTC' },
          option_groups: [{ label: { text: 'Suggested' } }, { options: [{ value: 'Europe/Berlin' }] }],
        },
      },
    ],
  })
})
