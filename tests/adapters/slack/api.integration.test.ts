import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import {
  Ambiguous,
  DestinationRefused,
  MessageRefused,
  RefusedForNow,
  TokenRefused,
} from '../../../src/domain/errors.ts'
import { hurriedClock } from '../../contracts/adapter-fixture.ts'
import { fakeClock } from '../fake-clock.ts'
import { scripted } from './scripted-api.ts'

const refusal = (error: string) => ({ ok: false, error })
const posted = { ok: true, channel: 'C1', ts: '1.1' }
const modern = {
  channel: 'C1',
  text: 'hello',
  blocks: [{ type: 'header', level: 1, text: { type: 'plain_text', text: 'Hi' } }],
}

test('a public channel that the bot is not in is entered once, then written to', async () => {
  await using slack = await scripted([refusal('not_in_channel'), { ok: true }, posted])
  expect(await slack.api.call('chat.postMessage', { channel: 'C1', text: 'hello' })).toMatchObject({
    ts: '1.1',
  })
  expect(slack.calls.map(({ method }) => method)).toEqual([
    'chat.postMessage',
    'conversations.join',
    'chat.postMessage',
  ])
})

test('a private channel asks for an invitation', async () => {
  await using slack = await scripted([refusal('not_in_channel'), refusal('method_not_supported_for_channel_type')])
  const refused = slack.api.call('chat.postMessage', { channel: 'C1', text: 'hello' })
  await expect(refused).rejects.toThrow(DestinationRefused)
  await expect(refused).rejects.toThrow('invite the bot')
  expect(slack.calls).toHaveLength(2)
})

test('a channel that stays closed after entering is not entered again and again', async () => {
  await using slack = await scripted([refusal('not_in_channel'), { ok: true }, refusal('not_in_channel'), posted])
  await expect(slack.api.call('chat.postMessage', { channel: 'C1' })).rejects.toThrow(DestinationRefused)
  expect(slack.calls).toHaveLength(3)
})

test('a workspace without the youngest blocks gets the classic ones', async () => {
  await using slack = await scripted([refusal('invalid_blocks'), posted])
  await slack.api.call('chat.postMessage', modern)
  expect(slack.calls.map(({ body }) => JSON.parse(body.blocks ?? ''))).toEqual([
    modern.blocks,
    [{ type: 'header', text: { type: 'plain_text', text: 'Hi' } }],
  ])
})

test('blocks that are wrong in their classic form too are refused', async () => {
  await using slack = await scripted([refusal('invalid_blocks'), refusal('invalid_blocks'), posted])
  await expect(slack.api.call('chat.postMessage', modern)).rejects.toThrow(MessageRefused)
  expect(slack.calls).toHaveLength(2)
})

test('an answer that leaves it open whether the message is there ends the attempt', async () => {
  await using slack = await scripted([refusal('fatal_error'), posted])
  await expect(slack.api.call('chat.postMessage', modern)).rejects.toThrow(Ambiguous)
  expect(slack.calls).toHaveLength(1)
})

test('a channel in which the bot has posted is not entered again: it was removed', async () => {
  await using slack = await scripted([refusal('not_in_channel')], { hasPostedIn: async () => true })
  await expect(slack.api.call('chat.postMessage', { channel: 'C1' })).rejects.toThrow(DestinationRefused)
  expect(slack.calls).toHaveLength(1)
})

test('no channel is entered for an answer to a reader', async () => {
  await using slack = await scripted([refusal('not_in_channel')])
  await expect(slack.api.as('answer').call('chat.postEphemeral', { channel: 'C1' })).rejects.toThrow(DestinationRefused)
  expect(slack.calls).toHaveLength(1)
})

test.each(['views.open', 'views.publish', 'chat.postEphemeral'])('%s gets the classic blocks, too', async (method) => {
  const code = method.startsWith('views') ? 'invalid_arguments' : 'invalid_blocks'
  const { blocks } = modern
  const body = method.startsWith('views') ? { view: { type: 'modal', blocks } } : { channel: 'C1', blocks }
  await using slack = await scripted([refusal(code), { ok: true }])
  await slack.api.as('answer').call(method, body)
  expect(slack.calls.map(({ body: sent }) => /level/.test(JSON.stringify(sent)))).toEqual([true, false])
})

test.each(['update_failed', 'a_code_of_next_year'])(
  '%s is tried again for an hour, then final with its code',
  async (code) => {
    let now = 0
    const clock = { ...hurriedClock, now: () => now }
    await using slack = await scripted(
      Array.from({ length: 8 }, () => refusal(code)),
      { clock },
    )
    const update = () => slack.api.call('chat.update', { channel: 'C1', ts: '1.1', text: 'hello' })
    for (const minutes of [0, 10, 10, 10, 10, 10, 9]) {
      now += minutes * 60_000
      await expect(update()).rejects.toThrow(RefusedForNow)
    }
    now += 60_000
    const final = update()
    await expect(final).rejects.toThrow(MessageRefused)
    await expect(final).rejects.toThrow(code)
  },
)

test('a token that is accepted again ends the refusal', async () => {
  const refused = refusal('org_login_required')
  await using slack = await scripted([refused, refused, { ok: true, user_id: 'U1' }, posted])
  const post = () => slack.api.call('chat.postMessage', { channel: 'C1', text: 'hello' })
  await expect(post()).rejects.toThrow(TokenRefused)
  await expect(post()).rejects.toThrow(TokenRefused)
  expect(slack.calls.map(({ method }) => method)).toEqual(['chat.postMessage', 'auth.test'])
  await slack.api.checkToken()
  expect(await post()).toMatchObject({ ts: '1.1' })
})

test.each(['invalid_auth', 'team_access_not_granted'])(
  '%s for one call, while the token is accepted, is tried again for an hour and stops no other call',
  async (code) => {
    const accepted = { ok: true, user_id: 'U1' }
    const refused = Array.from({ length: 5 }, () => [refusal(code), accepted]).flat()
    const answers = [
      refusal(code),
      accepted,
      posted,
      ...Array.from({ length: 6 }, () => refused).flat(),
      posted,
      ...refused,
    ]
    let now = 0
    await using slack = await scripted(answers, { clock: { ...hurriedClock, now: () => now } })
    const post = (channel: string) => slack.api.call('chat.postMessage', { channel, text: 'hello' })
    expect(await post('C1')).toMatchObject({ ts: '1.1' })
    for (let tries = 0; tries < 6; tries += 1) {
      await expect(post('C2')).rejects.toThrow(RefusedForNow)
      now += 600_000
    }
    expect(await post('C1')).toMatchObject({ ts: '1.1' })
    await expect(post('C2')).rejects.toThrow(DestinationRefused)
    expect(slack.calls).toHaveLength(answers.length)
  },
)

test('calls wait while it is asked whether the token is still accepted', async () => {
  const { promise: answer, resolve } = Promise.withResolvers<object>()
  await using slack = await scripted([refusal('invalid_auth'), answer, posted])
  const post = (channel: string) => slack.api.call('chat.postMessage', { channel, text: 'hello' })
  const first = post('C1')
  await expect.poll(() => slack.calls.map(({ method }) => method)).toEqual(['chat.postMessage', 'auth.test'])
  const second = post('C2')
  await setImmediate()
  resolve(refusal('invalid_auth'))
  const outcomes = await Promise.allSettled([first, second])
  const refused = { status: 'rejected', reason: expect.any(TokenRefused) }
  expect(outcomes).toEqual([refused, refused])
  expect(slack.calls).toHaveLength(2)
})

const body = { channel: 'C1', text: 'hello' }

test.each([
  ['answered', { ok: true, ts: '1.1' }],
  ['refused', { ok: false, error: 'channel_not_found' }],
  ['failed', { ok: false, error: 'internal_error' }],
])('a call that was %s gives its permit back: the next one waits for the limit only', async (_, answer) => {
  const clock = fakeClock()
  await using slack = await scripted([answer, { ok: true, ts: '2.1' }], { clock })
  const permit = await slack.api.acquire('chat.postMessage', body)
  await slack.api.call('chat.postMessage', body, permit).catch(() => {})
  await slack.api.call('chat.postMessage', body)
  // One message a second in a channel; a call without an answer would delay the next by nine.
  expect(clock.time).toBeLessThan(2_000)
  expect(slack.calls).toHaveLength(2)
})
