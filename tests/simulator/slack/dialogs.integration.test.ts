import type { ViewSubmitAction } from '@slack/bolt'
import { expect, test } from 'vitest'
import { openApp } from './app.ts'
import { robin } from './client.ts'

const text = (value: string) => ({ type: 'plain_text', text: value })
const options = ['mon', 'tue'].map((value) => ({ text: text(value), value }))
const field = (name: string, element: object, optional = false) => ({
  type: 'input',
  block_id: name,
  label: text(name),
  optional,
  element: { action_id: `${name}-field`, ...element },
})
const view = {
  type: 'modal',
  callback_id: 'wishes',
  private_metadata: 'kept',
  title: text('Wishes'),
  submit: text('Save'),
  blocks: [
    field('when', { type: 'plain_text_input', initial_value: '08:30' }),
    field('note', { type: 'plain_text_input' }, true),
    field('days', { type: 'multi_static_select', options, initial_options: [options[0]] }, true),
    field('day', { type: 'static_select', options }),
  ],
}

/** An app that shows a dialog to a user who presses its button, and answers it with this. */
async function openDialog(answer?: object) {
  const it = await openApp({ rateLimits: 'off' })
  const sent: ViewSubmitAction[] = []
  it.app.action('go', async ({ ack, body }) => {
    await ack()
    await it.web.views.open({ view: view as never, trigger_id: (body as { trigger_id: string }).trigger_id })
  })
  it.app.view<ViewSubmitAction>('wishes', async ({ ack, body }) => {
    await ack(answer as never)
    sent.push(body)
  })
  const shown = new Promise<void>((resolve) => {
    const leave = it.slack.views.onChange(() => {
      leave()
      resolve()
    })
  })
  await it.use('go')
  await shown
  return {
    ...it,
    sent,
    submit: (values: Record<string, string | string[]>) => it.slack.submitView({ user: robin, values }),
  }
}

test('a dialog that is sent reaches the app with every field, and closes', async () => {
  await using it = await openDialog()
  expect(await it.submit({ when: '09:00', days: ['tue'], day: 'mon' })).toEqual({})
  expect(it.sent).toMatchObject([
    {
      type: 'view_submission',
      user: { id: robin },
      view: {
        callback_id: 'wishes',
        private_metadata: 'kept',
        state: {
          values: {
            when: { 'when-field': { type: 'plain_text_input', value: '09:00' } },
            note: { 'note-field': { type: 'plain_text_input', value: null } },
            days: { 'days-field': { type: 'multi_static_select', selected_options: [options[1]] } },
            day: { 'day-field': { type: 'static_select', selected_option: options[0] } },
          },
        },
      },
    },
  ])
  expect(it.slack.views.modalOf(robin)).toBeUndefined()
})

test('what is not touched stays as the app set it', async () => {
  await using it = await openDialog()
  await it.submit({ day: 'tue' })
  expect(it.sent[0]?.view.state.values).toMatchObject({
    when: { 'when-field': { value: '08:30' } },
    days: { 'days-field': { selected_options: [options[0]] } },
  })
})

test('a dialog that the app finds fault with stays open, and says where', async () => {
  await using it = await openDialog({ response_action: 'errors', errors: { when: 'No such hour' } })
  expect(await it.submit({ day: 'mon' })).toEqual({ when: 'No such hour' })
  expect(it.slack.views.modalOf(robin)).toBeDefined()
})

test('a response action that the bot never sends is a protocol error', async () => {
  await using it = await openDialog({ response_action: 'clear' })
  await it.submit({ day: 'mon' })
  expect(it.slack.protocolErrors).toEqual(['unknown response_action: clear'])
})

test('a dialog refuses what is left out although it is required, and what was not asked', async () => {
  await using it = await openDialog()
  await expect(it.submit({})).rejects.toThrow('Something must be chosen in day')
  await expect(it.submit({ day: 'mon', when: '' })).rejects.toThrow('when must be filled in')
  await expect(it.submit({ day: 'wed' })).rejects.toThrow('"wed" is not among the options')
  await expect(it.submit({ day: 'mon', mood: 'good' })).rejects.toThrow('no field mood')
  expect(it.sent).toEqual([])
})

test('a command typed in the conversation with the bot says so', async () => {
  await using it = await openApp({ rateLimits: 'off' })
  const heard = Promise.withResolvers<object>()
  it.app.command('/digest', async ({ ack, command }) => {
    await ack()
    heard.resolve(command)
  })
  const user = it.slack.state.users.get(robin)
  const direct = user ? it.slack.state.directWith(user).id : ''
  await it.slack.command({ user: robin, channel: direct, command: '/digest', text: 'agent' })
  expect(await heard.promise).toMatchObject({ channel_id: direct, channel_name: 'directmessage', text: 'agent' })
})

test('a control in the Home comes without channel, message and address', async () => {
  await using it = await openApp()
  const heard = Promise.withResolvers<object>()
  it.app.action('pick', async ({ ack, body }) => {
    await ack()
    heard.resolve(body)
  })
  const use = { user: robin, blockId: 'controls', actionId: 'pick', value: 'mon' }
  await expect(it.slack.actInHome(use)).rejects.toThrow('has not seen')
  const select = { type: 'static_select', action_id: 'pick', options }
  const home = { type: 'home', blocks: [{ type: 'actions', block_id: 'controls', elements: [select] }] }
  await it.web.views.publish({ user_id: robin, view: home as never })
  await it.slack.actInHome(use)
  const body = await heard.promise
  expect(body).toMatchObject({ container: { type: 'view' }, view: { type: 'home' }, user: { id: robin } })
  for (const key of ['channel', 'message', 'response_url']) expect(body).not.toHaveProperty(key)
})
