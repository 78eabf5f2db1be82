import { expect, test } from 'vitest'
import type { SlackSimulator } from '../../../src/simulator/slack/server.ts'
import type { SlackUser } from '../../../src/simulator/slack/state.ts'
import { morningPost as channel, clientFor, openWorkspace, refusalOf, robin } from './client.ts'

const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'Good morning' } }]
const metadata = { event_type: 'morning_post_part', event_payload: { delivery: 'd', part: 'overview' } }

test('a message is in the channel as it was sent, with the ids that Slack makes up', async () => {
  await using workspace = await openWorkspace()
  const { ts, message } = await workspace.web.chat.postMessage({ channel, text: 'Good morning', blocks, metadata })
  expect(ts).toMatch(/^\d{10}\.\d{6}$/)
  expect(message).toMatchObject({ type: 'message', user: 'U0BOT000001', app_id: 'A0MORNING01', metadata, ts })
  const [stored] = workspace.slack.state.messages(channel)
  expect(stored).toMatchObject({ text: 'Good morning', metadata, ts })
  expect(stored?.blocks).toEqual([{ ...blocks[0], block_id: expect.stringMatching(/^.{5}$/) }])
})

test('a call as JSON is the same call', async () => {
  await using workspace = await openWorkspace()
  const headers = {
    authorization: `Bearer ${workspace.slack.botToken}`,
    'content-type': 'application/json; charset=utf-8',
  }
  const body = JSON.stringify({ channel, text: 'Good morning', blocks })
  const response = await fetch(`${workspace.slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body })
  expect(await response.json()).toMatchObject({ ok: true, channel })
  expect(workspace.slack.state.messages(channel)).toHaveLength(1)
})

test('messages posted at once have names of their own, in order', async () => {
  await using workspace = await openWorkspace()
  await Promise.all(Array.from({ length: 20 }, () => workspace.web.chat.postMessage({ channel, text: 'Hello' })))
  const names = workspace.slack.state.messages(channel).map(({ ts }) => ts)
  expect(new Set(names).size).toBe(20)
  expect(names).toEqual(names.toSorted())
})

test('a reply counts under its parent; a reply to a reply is refused', async () => {
  await using workspace = await openWorkspace()
  const { ts = '' } = await workspace.web.chat.postMessage({ channel, text: 'Good morning' })
  const reply = await workspace.web.chat.postMessage({ channel, text: 'Morning!', thread_ts: ts })
  expect(workspace.slack.state.message(channel, ts)?.replyCount).toBe(1)
  const deeper = workspace.web.chat.postMessage({ channel, text: 'Again', thread_ts: reply.ts ?? '' })
  expect(await refusalOf(deeper)).toBe('cannot_reply_to_message')
})

test('a reply whose parent is gone goes to the channel, and the response has no thread_ts', async () => {
  await using workspace = await openWorkspace()
  const { ts = '' } = await workspace.web.chat.postMessage({ channel, text: 'Good morning' })
  workspace.slack.state.remove(channel, ts)
  const answer = await workspace.web.chat.postMessage({ channel, text: 'Morning!', thread_ts: ts })
  expect(answer.message).toMatchObject({ text: 'Morning!' })
  expect(answer.message).not.toHaveProperty('thread_ts')
  const { messages } = await workspace.web.conversations.history({ channel })
  expect(messages).toMatchObject([{ ts: answer.ts, text: 'Morning!' }])
})

test('a reply to a deleted message that has replies stays in its thread', async () => {
  await using workspace = await openWorkspace()
  const { ts = '' } = await workspace.web.chat.postMessage({ channel, text: 'Good morning' })
  workspace.slack.state.say(robin, channel, 'Morning!', ts)
  workspace.slack.state.remove(channel, ts)
  const { message } = await workspace.web.chat.postMessage({ channel, text: 'Again', thread_ts: ts })
  expect(message).toMatchObject({ thread_ts: ts })
})

test('text beyond 40,000 characters is cut off, and the answer says so', async () => {
  await using workspace = await openWorkspace()
  const answer = await workspace.web.chat.postMessage({ channel, text: 'x'.repeat(40_001) })
  expect(answer).toMatchObject({ warning: 'message_truncated' })
  expect(workspace.slack.state.messages(channel)[0]?.text).toHaveLength(40_000)
})

test('a change replaces blocks; text alone takes their place; metadata stays', async () => {
  await using workspace = await openWorkspace()
  const { ts = '' } = await workspace.web.chat.postMessage({ channel, text: 'a', blocks, metadata })
  await workspace.web.chat.update({ channel, ts, text: 'b', blocks: [{ type: 'divider' }] })
  expect(workspace.slack.state.message(channel, ts)).toMatchObject({
    text: 'b',
    blocks: [{ type: 'divider' }],
    metadata,
  })
  await workspace.web.chat.update({ channel, ts, text: 'c' })
  expect(workspace.slack.state.message(channel, ts)).toMatchObject({ text: 'c', blocks: [], metadata, edited: true })
})

test("only the bot's own messages can be changed", async () => {
  await using workspace = await openWorkspace()
  const { ts } = workspace.slack.state.say(robin, channel, 'Mine')
  expect(await refusalOf(workspace.web.chat.update({ channel, ts, text: 'Ours' }))).toBe('cant_update_message')
  const missing = workspace.web.chat.update({ channel, ts: '1773300000.000100', text: 'Ours' })
  expect(await refusalOf(missing)).toBe('message_not_found')
})

test('a deleted message is gone; with replies it leaves a placeholder', async () => {
  await using workspace = await openWorkspace()
  const { ts: one = '' } = await workspace.web.chat.postMessage({ channel, text: '1' })
  const { ts: two = '' } = await workspace.web.chat.postMessage({ channel, text: '2' })
  workspace.slack.state.say(robin, channel, 'Ha', two)
  for (const ts of [one, two]) workspace.slack.state.remove(channel, ts)
  const { messages } = await workspace.web.conversations.history({ channel })
  expect(messages).toMatchObject([{ ts: two, subtype: 'tombstone', text: 'This message was deleted.' }])
})

test('a whisper is seen by one person and cannot be changed', async () => {
  await using workspace = await openWorkspace()
  const { message_ts = '' } = await workspace.web.chat.postEphemeral({ channel, user: robin, text: 'Psst' })
  expect(workspace.slack.state.messages(channel)).toMatchObject([{ text: 'Psst', ephemeralFor: robin }])
  expect((await workspace.web.conversations.history({ channel })).messages).toEqual([])
  expect(await refusalOf(workspace.web.chat.update({ channel, ts: message_ts, text: 'Louder' }))).toBe(
    'message_not_found',
  )
  expect(await refusalOf(workspace.web.chat.postEphemeral({ channel, user: 'U9', text: 'a' }))).toBe(
    'user_not_in_channel',
  )
})

test('a user id is the way into a direct conversation', async () => {
  await using workspace = await openWorkspace()
  const { channel: direct = '' } = await workspace.web.chat.postMessage({ channel: robin, text: 'Just for you' })
  expect(workspace.slack.state.channels.get(direct)).toMatchObject({ with: robin, isPrivate: true })
  expect(workspace.slack.state.messages(direct)).toMatchObject([{ text: 'Just for you' }])
})

test('a channel refuses a bot that is not in it or may not know of it, and every bot once it is archived', async () => {
  await using workspace = await openWorkspace()
  const at = workspace.slack.state.channels.get(channel)
  if (!at) throw new Error('no channel')
  const post = () => refusalOf(workspace.web.chat.postMessage({ channel, text: 'Hello' }))
  at.isArchived = true
  expect(await post()).toBe('is_archived')
  at.isArchived = false
  at.members.delete('U0BOT000001')
  expect(await post()).toBe('not_in_channel')
  await workspace.web.conversations.join({ channel })
  expect(await post()).toBe('ok')
  workspace.slack.state.channels.set('G1', { ...at, id: 'G1', isPrivate: true, members: new Set([robin]) })
  expect(await refusalOf(workspace.web.chat.postMessage({ channel: 'G1', text: 'Hello' }))).toBe('channel_not_found')
  expect(await refusalOf(workspace.web.conversations.join({ channel: 'G1' }))).toBe('channel_not_found')
})

test('a body that breaks a limit is answered as Slack answers it', async () => {
  await using workspace = await openWorkspace()
  const tooLong = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]
  const refused = workspace.web.chat.postMessage({ channel, text: 'a', blocks: tooLong })
  const error = 'must be less than 151 characters [json-pointer:/blocks/0/text/text]'
  await expect(refused).rejects.toMatchObject({
    data: {
      ok: false,
      error: 'invalid_blocks',
      errors: [error],
      response_metadata: { messages: [`[ERROR] ${error}`] },
    },
  })
  expect(workspace.slack.state.messages(channel)).toEqual([])
  expect(workspace.slack.protocolErrors).toEqual([`chat.postMessage: invalid_blocks: ${error}`])
})

test('unknown methods and arguments are refused and recorded', async () => {
  await using workspace = await openWorkspace()
  expect(await refusalOf(workspace.web.apiCall('chat.shout'))).toBe('unknown_method')
  expect(await refusalOf(workspace.web.apiCall('users.info', { user: robin, colour: 'red' }))).toBe('invalid_arguments')
  expect((await fetch(new URL('/elsewhere', workspace.slack.apiUrl))).status).toBe(404)
  expect(workspace.slack.protocolErrors).toEqual([
    'chat.shout: unknown_method',
    'users.info: invalid_arguments: unknown argument: colour [json-pointer:/colour]',
    'unknown route: GET /elsewhere',
  ])
})

test('every call needs a token, the right one', async () => {
  await using workspace = await openWorkspace()
  const { slack, web } = workspace
  expect(await refusalOf(clientFor(slack).auth.test())).toBe('not_authed')
  expect(await refusalOf(clientFor(slack, 'xoxb-other').auth.test())).toBe('invalid_auth')
  expect(await refusalOf(clientFor(slack, slack.appToken).auth.test())).toBe('not_allowed_token_type')
  expect(await refusalOf(web.apps.connections.open({}))).toBe('not_allowed_token_type')
  expect(await web.auth.test()).toMatchObject({ team: 'Acme Research', user_id: 'U0BOT000001' })
  expect(await clientFor(slack).auth.test({ token: slack.botToken })).toMatchObject({ ok: true })
})

test('a scope that was not granted closes its methods', async () => {
  await using workspace = await openWorkspace()
  for (const kind of ['channels', 'groups', 'im', 'mpim']) workspace.slack.scopes.delete(`${kind}:history`)
  await expect(workspace.web.conversations.history({ channel })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'channels:history,groups:history,im:history,mpim:history' },
  })
})

test.each([
  ['a public channel', 'channels:history', () => channel],
  ['a private channel', 'groups:history', (slack: SlackSimulator) => privateChannel(slack)],
  [
    'a direct conversation',
    'im:history',
    ({ state }: SlackSimulator) => state.directWith(state.users.get(robin) as SlackUser).id,
  ],
])('the history of %s opens with %s and with no other scope', async (_, scope, channelIn) => {
  await using workspace = await openWorkspace()
  const id = channelIn(workspace.slack)
  const { ts = '' } = await workspace.web.chat.postMessage({ channel: id, text: 'Good morning' })
  workspace.slack.scopes.delete(scope)
  const read = () => [
    workspace.web.conversations.history({ channel: id }),
    workspace.web.conversations.replies({ channel: id, ts }),
  ]
  for (const call of read())
    await expect(call).rejects.toMatchObject({ data: { error: 'missing_scope', needed: scope } })
  workspace.slack.scopes.add(scope)
  for (const other of ['channels', 'groups', 'im', 'mpim'].map((kind) => `${kind}:history`))
    if (other !== scope) workspace.slack.scopes.delete(other)
  for (const call of read()) expect(await refusalOf(call)).toBe('ok')
})

function privateChannel({ state }: SlackSimulator): string {
  const id = 'C0PRIVATE01'
  const members = new Set([robin, state.bot.id])
  state.channels.set(id, { id, name: 'board', topic: '', isPrivate: true, isArchived: false, members })
  return id
}
