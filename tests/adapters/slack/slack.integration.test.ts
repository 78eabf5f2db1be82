import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSlack } from '../../../src/adapters/slack/slack.ts'
import type { Action } from '../../../src/domain/action.ts'
import { digestId } from '../../../src/domain/digest.ts'
import {
  Ambiguous,
  CannotSay,
  DestinationRefused,
  PlatformUnreachable,
  ThreadGone,
} from '../../../src/domain/errors.ts'
import type { ActionRequest, Reply } from '../../../src/domain/interaction.ts'
import type { PlatformConnection } from '../../../src/domain/platform.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { partKey } from '../../builders.ts'
import { memoryLog, onlyThese } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting, vocabulary } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'
import { openSlackFixture, type SlackFixture } from './slack-fixture.ts'

const discuss: Action = { action: 'discuss', digest: digestId(aDigest), section: '01' }
const heard: Reply = { type: 'text', text: [{ type: 'text', value: 'Heard' }] }
let fixture: SlackFixture
let requests: ActionRequest[]
let reply: Reply

beforeEach(async () => {
  requests = []
  reply = heard
  const control = async (request: ActionRequest) => {
    requests.push(request)
    return reply
  }
  fixture = await openSlackFixture({ action: control })
})
afterEach(async () => {
  await fixture.close()
  expect(fixture.complaints()).toEqual([])
})

function section() {
  const found = renderSlack(aDigest, 'sections', vocabulary).find(({ key }) => key === 'section-01')
  if (!found) throw new Error('the digest has no first section')
  return aPosting(fixture.channel, found)
}

function another(tokens: { botToken?: string; appToken?: string }): PlatformConnection {
  const { apiUrl, botToken, appToken } = fixture.simulator
  const handler = onlyThese({})
  return createSlack({ botToken, appToken, apiUrl, log: memoryLog(), vocabulary, handler, ...tokens })
}

test.each(['refresh_requested', 'warning', 'too_many_websockets'] as const)(
  'readers are heard again after Slack ends the connection: %s',
  async (reason) => {
    const ref = await postNow(fixture.platform.client, section())
    fixture.simulator.disconnect(reason)
    await expect.poll(() => fixture.use(ref, discuss, '1').then(() => 'heard', String)).toBe('heard')
    await expect.poll(() => fixture.whispered(fixture.reader).join()).toContain('Heard')
  },
)

describe('a reply whose parent was deleted', () => {
  const orphan = async () => {
    const under = await postNow(fixture.platform.client, section())
    fixture.simulator.state.remove(fixture.channel, under.message)
    return { ...section(), place: { channel: fixture.channel, under } }
  }
  const messages = () => fixture.simulator.state.messages(fixture.channel)

  test('does not stay in the channel', async () => {
    await expect(postNow(fixture.platform.client, await orphan())).rejects.toThrow(ThreadGone)
    expect(messages()).toEqual([])
  })

  test.each(['chat.postMessage', 'chat.delete'])('does not stay there after a lost answer to %s', async (method) => {
    const reply = await orphan()
    const kind = { type: 'reset', when: method === 'chat.delete' ? 'before' : 'after' } as const
    fixture.faults.inject({ matches: (call) => call === method, kind, times: 1 })
    await expect(postNow(fixture.platform.client, reply)).rejects.toThrow(Ambiguous)
    expect(messages()).toHaveLength(1)
    expect(await fixture.platform.client.find(reply, { firstTriedAt: Date.now() })).toBeUndefined()
    expect(messages()).toEqual([])
  })

  test('stays, once, where the workspace keeps all messages', async () => {
    const reply = await orphan()
    fixture.simulator.state.keepsMessages = true
    await expect(postNow(fixture.platform.client, reply)).rejects.toThrow(ThreadGone)
    await expect(fixture.platform.client.find(reply, { firstTriedAt: Date.now() })).rejects.toThrow(ThreadGone)
    expect(messages()).toHaveLength(1)
    const warning = 'a reply stays in the channel: the message of its thread was deleted'
    expect(fixture.log.lines.at(-1)).toMatchObject({ level: 'warn', message: warning })
  })
})

test('it goes on trying while Slack cannot be reached', async () => {
  const ref = await postNow(fixture.platform.client, section())
  const matches = (call: string) => call === 'apps.connections.open'
  fixture.faults.inject({ matches, kind: { type: 'reset', when: 'before' }, times: 1 })
  fixture.faults.inject({ matches, kind: { type: 'error', status: 503, when: 'before' }, times: 1 })
  fixture.simulator.disconnect('refresh_requested')
  await expect.poll(() => fixture.simulator.connections).toBe(1)
  await fixture.use(ref, discuss, '1')
  expect(fixture.log.lines.filter(({ message }) => message.startsWith('cannot listen'))).toHaveLength(2)
})

test('stopping leaves no connection behind, not even one that is being made', async () => {
  await fixture.platform.stop()
  await expect.poll(() => fixture.simulator.connections).toBe(0)
  await fixture.platform.start()
  fixture.simulator.disconnect('refresh_requested')
  await fixture.platform.stop()
  await expect.poll(() => fixture.simulator.connections).toBe(0)
})

test.each([
  [
    'a token that was never issued',
    'xapp-never-issued',
    /SLACK_APP_TOKEN \(invalid_auth\): create .+connections:write/,
  ],
  ['the bot token', undefined, /SLACK_APP_TOKEN.*not_allowed_token_type/],
])('with %s as app token it posts, and says why it does not listen', async (_, appToken, reason) => {
  const platform = another({ appToken: appToken ?? fixture.simulator.botToken })
  await platform.start()
  await expect.poll(() => platform.listeningOutage?.reason.text).toMatch(reason)
  await postNow(platform.client, section())
  expect(fixture.seen()).toHaveLength(1)
  await platform.stop()
})

test('starting while Slack does not answer can be tried again', async () => {
  const platform = another({})
  fault('auth.test')
  await expect(platform.start()).rejects.toThrow(PlatformUnreachable)
  await platform.start()
  await expect.poll(() => fixture.simulator.connections).toBe(2)
  await platform.stop()
})

test('the next attempt to connect waits for as long as Slack asks', async () => {
  const log = memoryLog()
  const { apiUrl, botToken, appToken } = fixture.simulator
  const platform = createSlack({ botToken, appToken, apiUrl, log, vocabulary, handler: onlyThese({}) })
  const matches = (call: string) => call === 'apps.connections.open'
  fixture.faults.inject({ matches, kind: { type: 'busy', retryAfterMs: 30_000 }, times: 1 })
  await platform.start()
  await expect
    .poll(() => log.lines.find(({ message }) => message.startsWith('cannot listen'))?.fields)
    .toMatchObject({
      retryAfterMs: 30_000,
    })
  await postNow(platform.client, section())
  await platform.stop()
})

test('a long answer arrives whole, although Slack takes five messages only at the address it gave', async () => {
  const ref = await postNow(fixture.platform.client, section())
  const parts = Array.from({ length: 7 }, (_, at) => ({ ...section().part, key: partKey(`section-0${at}`) }))
  reply = { type: 'parts', parts }
  await fixture.use(ref, discuss, '1')
  await expect.poll(() => fixture.whispered(fixture.reader).length).toBe(7)
  expect(fixture.seen()).toHaveLength(1)
})

test('an answer is sent with older blocks where Slack does not take the newest', async () => {
  const ref = await postNow(fixture.platform.client, section())
  reply = { type: 'parts', parts: [section().part] }
  const matches = (call: string, body: object) => call === 'response_url' && JSON.stringify(body).includes('"level"')
  fixture.faults.inject({
    matches,
    kind: { type: 'error', status: 400, when: 'before' },
    times: Number.POSITIVE_INFINITY,
  })
  await fixture.use(ref, discuss, '1')
  await expect.poll(() => fixture.whispered(fixture.reader).length).toBe(1)
  expect(fixture.whispered(fixture.reader).join()).not.toContain('"level"')
})

test('a reader in a thread is answered in the thread', async () => {
  const under = await postNow(fixture.platform.client, section())
  const place = { channel: fixture.channel, under }
  const ref = await postNow(fixture.platform.client, { ...section(), marker: { delivery: 'd', part: 'p' }, place })
  await fixture.use(ref, discuss, '1')
  await expect.poll(() => fixture.whispered(fixture.reader).join()).toContain('Heard')
  expect(requests[0]?.message).toMatchObject({ message: ref.message, thread: under.message })
  const answer = fixture.simulator.state.messages(fixture.channel).find(({ ephemeralFor }) => ephemeralFor)
  expect(answer?.threadTs).toBe(under.message)
})

test('following a link is acknowledged and asks for nothing', async () => {
  const ref = await postNow(fixture.platform.client, section())
  const block = { user: fixture.reader, channel: fixture.channel, ts: ref.message, blockId: 'section-01:controls' }
  await fixture.simulator.act({ ...block, actionId: 'open' })
  await fixture.use(ref, discuss, '1')
  await expect.poll(() => fixture.whispered(fixture.reader).join()).toContain('Heard')
  expect(fixture.whispered(fixture.reader)).toHaveLength(1)
  expect(requests).toHaveLength(1)
})

test('a public channel that the bot is not in is entered', async () => {
  const { state } = fixture.simulator
  state.channels.get(fixture.channel)?.members.delete(state.bot.id)
  await postNow(fixture.platform.client, section())
  expect(fixture.seen()).toHaveLength(1)
})

test('an archived channel is refused with what to do', async () => {
  const channel = fixture.simulator.state.channels.get(fixture.channel)
  if (channel) channel.isArchived = true
  await expect(postNow(fixture.platform.client, section())).rejects.toThrow(DestinationRefused)
  await expect(postNow(fixture.platform.client, section())).rejects.toThrow(/archived/)
})

test('without the scope for reading, a part becomes uncertain', async () => {
  fixture.simulator.scopes.delete('channels:history')
  fixture.simulator.scopes.delete('groups:history')
  await expect(fixture.platform.client.find(section(), { firstTriedAt: Date.now() })).rejects.toThrow(CannotSay)
})

test('a message without a link is still a message', async () => {
  const matches = (call: string) => call === 'auth.test'
  fixture.faults.inject({ matches, kind: { type: 'error', status: 500, when: 'before' }, times: 1 })
  const ref = await postNow(fixture.platform.client, section())
  expect(ref.link).toBeUndefined()
  expect(fixture.seen()).toHaveLength(1)
})

test('nothing that is logged holds a token or the words of a message', async () => {
  fault('chat.postMessage')
  await postNow(fixture.platform.client, section()).catch(() => {})
  fault('apps.connections.open')
  fixture.simulator.disconnect('refresh_requested')
  await expect.poll(() => fixture.simulator.connections).toBe(1)
  const lines = JSON.stringify(fixture.log.lines)
  expect(fixture.log.lines.length).toBeGreaterThan(0)
  expect(lines).not.toMatch(/xoxb|xapp|Lighthouses/)
})

function fault(method: string): void {
  fixture.faults.inject({ matches: (call) => call === method, kind: { type: 'reset', when: 'before' }, times: 1 })
}
