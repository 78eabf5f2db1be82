import { once } from 'node:events'
import { App } from '@slack/bolt'
import { expect, test } from 'vitest'
import WebSocket from 'ws'
import type { SlackStandIn, SlackStandInOptions } from '../../../src/sandbox/slack/stand-in.ts'
import type { SlackMessage } from '../../../src/sandbox/slack/world.ts'
import { morningPost as channel, clientFor, openAcme, robin, silent } from './acme.ts'

const button = { type: 'button', action_id: 'go', value: 'v', text: { type: 'plain_text', text: 'Go' } }
const options = ['1', '2'].map((value) => ({ text: { type: 'plain_text', text: `Point ${value}` }, value }))
const select = { type: 'static_select', action_id: 'pick', options }
const blocks = [{ type: 'actions', block_id: 'controls', elements: [button, select] }]

/** An app on Bolt, connected over Socket Mode, and a message of its own with a button and a select. */
async function openApp(options?: SlackStandInOptions) {
  const acme = await openAcme(options)
  const { slack, web } = acme
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logger: silent,
    clientOptions: { slackApiUrl: slack.apiUrl },
  })
  await app.start()
  const { ts = '' } = await web.chat.postMessage({ channel, text: 'Hello', blocks })
  const use = (actionId: string, value: string) =>
    slack.act({ user: robin, channel, ts, blockId: 'controls', actionId, value })
  const close = async () => {
    await app.stop()
    await slack.close()
  }
  return { slack, web, app, ts, use, [Symbol.asyncDispose]: close }
}

/** Resolves with the next message that something happens to, and with what. */
function next({ world }: SlackStandIn): Promise<{ what: string; message: SlackMessage | undefined }> {
  return new Promise((resolve) => {
    const leave = world.onChange(({ channel, ts, what }) => {
      leave()
      resolve({ what, message: world.message(channel, ts) })
    })
  })
}

test('a button that is pressed reaches the app with everything Slack tells about it', async () => {
  await using it = await openApp()
  const heard = Promise.withResolvers<object>()
  it.app.action('go', async ({ ack, body }) => {
    await ack()
    heard.resolve(body)
  })
  await it.use('go', 'v')
  expect(await heard.promise).toMatchObject({
    type: 'block_actions',
    user: { id: robin, team_id: 'T0ACME00001' },
    container: { type: 'message', message_ts: it.ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: 'morning-post' },
    message: { ts: it.ts, text: 'Hello' },
    actions: [{ type: 'button', block_id: 'controls', action_id: 'go', value: 'v' }],
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
  await expect(it.use('stop', 'v')).rejects.toThrow('There is no control stop')
  await expect(it.use('pick', '3')).rejects.toThrow('"3" is not among the options')
  const elsewhere = { user: robin, channel, ts: '1773300000.000100', blockId: 'controls', actionId: 'go' }
  await expect(it.slack.act(elsewhere)).rejects.toThrow('sees no message')
})

test('an app that does not acknowledge leaves the reader with an error', async () => {
  await using it = await openApp()
  it.app.action('go', async () => {})
  await expect(it.use('go', 'v')).rejects.toThrow('did not acknowledge within 3000 ms')
})

test('an app that is not connected leaves the reader with an error', async () => {
  await using acme = await openAcme()
  const { ts = '' } = await acme.web.chat.postMessage({ channel, text: 'Hello', blocks })
  const use = acme.slack.act({ user: robin, channel, ts, blockId: 'controls', actionId: 'go' })
  await expect(use).rejects.toThrow('not connected')
})

test('an answer to a button is whispered, or replaces the message', async () => {
  await using it = await openApp()
  const answers = [{ text: 'Psst' }, { text: 'New', replace_original: true }]
  it.app.action('go', async ({ ack, respond }) => {
    await ack()
    await respond(answers.shift() ?? '')
  })
  const whispered = next(it.slack)
  await it.use('go', 'v')
  expect(await whispered).toMatchObject({ what: 'posted', message: { text: 'Psst', ephemeralFor: robin } })
  const replaced = next(it.slack)
  await it.use('go', 'v')
  expect(await replaced).toMatchObject({ what: 'changed', message: { ts: it.ts, text: 'New', blocks: [] } })
})

test('an answer to a button can delete the message', async () => {
  await using it = await openApp()
  it.app.action('go', async ({ ack, respond }) => {
    await ack()
    await respond({ delete_original: true })
  })
  const deleted = next(it.slack)
  await it.use('go', 'v')
  expect(await deleted).toMatchObject({ what: 'deleted' })
  expect(it.slack.world.message(channel, it.ts)).toBeUndefined()
})

test('a slash command reaches the app, which answers with its acknowledgement', async () => {
  await using it = await openApp()
  it.app.command('/digest', async ({ ack, command }) => ack(`You asked for ${command.text}`))
  await it.slack.command({ user: robin, channel, command: '/digest', text: 'agent' })
  expect(it.slack.world.messages(channel).at(-1)).toMatchObject({ text: 'You asked for agent', ephemeralFor: robin })
})

test('a slash command is answered later, for everybody to see', async () => {
  await using it = await openApp()
  it.app.command('/digest', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'Here it is', response_type: 'in_channel' })
  })
  const answered = next(it.slack)
  await it.slack.command({ user: robin, channel, command: '/digest', text: '' })
  const { message } = await answered
  expect(message).toMatchObject({ text: 'Here it is', user: 'U0BOT000001' })
  expect(message?.ephemeralFor).toBeUndefined()
})

test('an answer address is good for five uses', async () => {
  await using it = await openApp()
  const address = Promise.withResolvers<string>()
  it.app.command('/digest', async ({ ack, command }) => {
    await ack()
    address.resolve(command.response_url)
  })
  await it.slack.command({ user: robin, channel, command: '/digest', text: '' })
  const url = await address.promise
  const answer = async (body: object) => {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    return response.status
  }
  const statuses = []
  for (const text of ['1', '2', '3', '4']) statuses.push(await answer({ text }))
  expect(statuses).toEqual([200, 200, 200, 200])
  expect(await answer({ text: '5', blocks: [{ type: 'news' }] })).toBe(400)
  expect(await answer({ text: '6' })).toBe(404)
})

test('what people say reaches an app that subscribes to it, and only that one', async () => {
  await using it = await openApp({ events: ['message', 'app_home_opened'] })
  const heard = Promise.withResolvers<object>()
  it.app.message(async ({ message }) => heard.resolve(message))
  it.slack.world.say(robin, channel, 'Morning!', it.ts)
  expect(await heard.promise).toMatchObject({
    type: 'message',
    text: 'Morning!',
    user: robin,
    channel,
    thread_ts: it.ts,
  })
})

test('a Home that is opened can be filled, and a modal opened with the trigger of a button', async () => {
  await using it = await openApp({ events: ['app_home_opened'] })
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
  await it.use('go', 'v')
  await expect(opened.promise).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } })
  expect(it.slack.views.stackOf(robin)).toMatchObject([{ view: { title: { text: 'Settings' } } }])
  expect(it.slack.views.homeOf(robin)).toMatchObject({ view: { blocks: [{ type: 'divider' }] } })
})

/** A bare connection, for what the SDK keeps to itself. */
async function connect(slack: SlackStandIn) {
  const { url = '' } = await clientFor(slack, slack.appToken).apps.connections.open({})
  const socket = new WebSocket(url)
  const [hello] = await once(socket, 'message')
  return { socket, url, hello: JSON.parse(String(hello)) }
}

test('an address opens one connection, which is greeted', async () => {
  await using acme = await openAcme()
  const { url, hello } = await connect(acme.slack)
  expect(hello).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0MORNING01' } })
  const [error] = await once(new WebSocket(url), 'error')
  expect(error.message).toContain('401')
})

test('ten connections may be open; an eleventh closes the first', async () => {
  await using acme = await openAcme()
  const first = await connect(acme.slack)
  for (let count = 2; count <= 10; count += 1) await connect(acme.slack)
  expect(acme.slack.connections).toBe(10)
  const farewell = once(first.socket, 'message')
  await connect(acme.slack)
  expect(JSON.parse(String((await farewell)[0]))).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' })
  expect(acme.slack.connections).toBe(10)
})

test('a connection is warned before it is closed', async () => {
  await using acme = await openAcme()
  const { socket } = await connect(acme.slack)
  acme.slack.disconnect('warning')
  expect(JSON.parse(String((await once(socket, 'message'))[0]))).toMatchObject({ reason: 'warning' })
  expect(acme.slack.connections).toBe(1)
  acme.slack.disconnect('refresh_requested')
  await once(socket, 'close')
  expect(acme.slack.connections).toBe(0)
})

test('a ping is answered', async () => {
  await using acme = await openAcme()
  const { socket } = await connect(acme.slack)
  const pong = once(socket, 'pong')
  socket.ping('here')
  expect(String((await pong)[0])).toBe('here')
})
