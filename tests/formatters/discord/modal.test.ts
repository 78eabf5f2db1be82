import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Form } from '../../../src/domain/card.ts'
import { discordModal } from '../../../src/formatters/discord/modal.ts'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { arbitraryForm } from '../arbitrary-cards.ts'

const refusalOf = (data: object) =>
  validateDiscord('POST /interactions/{id}/{token}/callback', { type: 9, data })?.message

test('Discord refuses no dialog', () => {
  fc.assert(fc.property(arbitraryForm, (form) => void expect(refusalOf(discordModal(form))).toBeUndefined()))
})

const form: Form = {
  control: { action: 'save', destination: 'chat-discord-1' },
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

test('each field is called by its name, and shows what is chosen already', () => {
  expect(discordModal(form)).toMatchObject({
    custom_id: 'mp:save:chat-discord-1',
    title: 'Subscribe',
    components: [
      {
        type: 18,
        label: 'When',
        description: '08:30 Europe/London',
        component: { type: 4, custom_id: 'when', required: false },
      },
      {
        type: 18,
        component: {
          type: 3,
          custom_id: 'tags',
          required: false,
          min_values: 0,
          max_values: 1,
          options: [{ value: 'a', default: true }],
        },
      },
      { type: 18, component: { type: 3, custom_id: 'layout', required: true, min_values: 1, max_values: 1 } },
    ],
  })
})

test('a long text has room, and a limit that is never above Discord’s', () => {
  const long = (longest: number) =>
    discordModal({ ...form, fields: [{ type: 'text', name: 'a', label: 'A', value: '', optional: false, longest }] })
  expect(long(500)).toMatchObject({ components: [{ component: { style: 2, max_length: 500 } }] })
  expect(long(9_000)).toMatchObject({ components: [{ component: { style: 2, max_length: 4_000 } }] })
  expect(discordModal(form)).toMatchObject({ components: [{ component: { style: 1 } }, {}, {}] })
})

test('a choice between nothing is left out: Discord knows none', () => {
  const choice = { type: 'choice', name: 'tags', label: 'Topics', options: [], chosen: [], several: true } as const
  expect(refusalOf(discordModal({ ...form, fields: [...form.fields.slice(0, 1), choice] }))).toBeUndefined()
})

test('a text with a choice beside it stays one field: there is no room for a sixth', () => {
  const zone = { type: 'choice', name: 'timezone', label: 'Zone', options: [], chosen: [], several: false } as const
  const beside = { label: 'Time', hint: '08:30', value: '08:30', choice: zone }
  const when = { type: 'text', name: 'when', label: 'When', value: '08:30 UTC', optional: false, beside } as const
  expect(discordModal({ ...form, fields: [when] })).toMatchObject({
    components: [{ label: 'When', component: { type: 4, value: '08:30 UTC' } }],
  })
})
