import { expect, test } from 'vitest'
import { blocks, openApp, options } from './app.ts'
import { amara, morningPost as channel, openWorkspace, robin } from './client.ts'

test('a button that is pressed reaches the app with everything that Slack sends about it', async () => {
  await using it = await openApp()
  const heard = Promise.withResolvers<object>()
  it.app.action('go', async ({ ack, body }) => {
    await ack()
    heard.resolve(body)
  })
  await it.use('go')
  expect(await heard.promise).toMatchObject({
    type: 'block_actions',
    user: { id: robin, team_id: 'T0ACME00001' },
    container: { type: 'message', message_ts: it.ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: 'morning-post' },
    message: { ts: it.ts, text: 'Hello' },
    actions: [{ type: 'button', block_id: 'controls', action_id: 'go' }],
  })
})

test('a choice comes as the option that was chosen, in the action and in the state', async () => {
  await using it = await openApp()
  const heard = Promise.withResolvers<object>()
  it.app.action('pick', async ({ ack, body }) => {
    await ack()
    heard.resolve(body)
  })
  await it.use('pick', '2')
  expect(await heard.promise).toMatchObject({
    actions: [{ type: 'static_select', selected_option: options[1] }],
    state: { values: { controls: { pick: { type: 'static_select', selected_option: options[1] } } } },
  })
})

test('a control, an option or a message that is not there cannot be used', async () => {
  await using it = await openApp()
  await expect(it.use('stop')).rejects.toThrow('There is no control stop')
  await expect(it.use('pick', '3')).rejects.toThrow('"3" is not among the options')
  const elsewhere = { user: robin, channel, ts: '1773300000.000100', blockId: 'controls', actionId: 'go' }
  await expect(it.slack.act(elsewhere)).rejects.toThrow('sees no message')
})

test('what is whispered to one person cannot be used by another', async () => {
  await using it = await openApp()
  it.app.action('go', async ({ ack }) => ack())
  const { message_ts = '' } = await it.web.chat.postEphemeral({ channel, user: robin, text: 'Psst', blocks })
  const use = { channel, ts: message_ts, blockId: 'controls', actionId: 'go' }
  await expect(it.slack.act({ ...use, user: amara })).rejects.toThrow('sees no message')
  await it.slack.act({ ...use, user: robin })
})

test('a control without an id gets one, by which it can be used', async () => {
  await using it = await openApp()
  const unnamed = { type: 'button' as const, text: { type: 'plain_text' as const, text: 'Go' } }
  const { message } = await it.web.chat.postMessage({
    channel,
    text: 'Hello',
    blocks: [{ type: 'actions', elements: [unnamed] }],
  })
  expect(message?.blocks).toMatchObject([
    { block_id: expect.stringMatching(/^.{5}$/), elements: [{ action_id: expect.stringMatching(/^.{5}$/) }] },
  ])
})

test('an app that does not acknowledge leaves the reader with an error', async () => {
  await using it = await openApp()
  it.app.action('go', async () => {})
  await expect(it.use('go')).rejects.toThrow('did not acknowledge within 3000 ms')
})

test('an app that is not connected leaves the reader with an error', async () => {
  await using workspace = await openWorkspace()
  const { ts = '' } = await workspace.web.chat.postMessage({ channel, text: 'Hello', blocks })
  const use = workspace.slack.act({ user: robin, channel, ts, blockId: 'controls', actionId: 'go' })
  await expect(use).rejects.toThrow('not connected')
})

test('a Home that is opened can be filled, and a modal opened with the trigger of a button', async () => {
  await using it = await openApp()
  it.app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } })
  })
  const opened = Promise.withResolvers<void>()
  it.app.action('go', async ({ ack, client, body }) => {
    await ack()
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Settings' }, blocks: [] }
    const trigger_id = 'trigger_id' in body ? body.trigger_id : ''
    await client.views.open({ trigger_id, view })
    await client.views.open({ trigger_id, view }).catch((error) => opened.reject(error))
  })
  await it.slack.openHome(robin)
  await it.use('go')
  await expect(opened.promise).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } })
  expect(it.slack.views.modalOf(robin)).toMatchObject({ view: { title: { text: 'Settings' } } })
  expect(it.slack.views.homeOf(robin)).toMatchObject({ view: { blocks: [{ type: 'divider' }] } })
})
