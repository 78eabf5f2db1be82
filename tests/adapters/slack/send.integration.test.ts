import { expect, test } from 'vitest'
import { sendWithRemedies } from '../../../src/adapters/slack/send.ts'
import { Ambiguous, DestinationRefused, MessageRefused } from '../../../src/domain/errors.ts'
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
  expect(await sendWithRemedies(slack.api, 'chat.postMessage', { channel: 'C1', text: 'hello' })).toMatchObject({
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
  const refused = sendWithRemedies(slack.api, 'chat.postMessage', { channel: 'C1', text: 'hello' })
  await expect(refused).rejects.toThrow(DestinationRefused)
  await expect(refused).rejects.toThrow('invite the bot')
  expect(slack.calls).toHaveLength(2)
})

test('a channel that stays closed after entering is not entered again and again', async () => {
  await using slack = await scripted([refusal('not_in_channel'), { ok: true }, refusal('not_in_channel'), posted])
  await expect(sendWithRemedies(slack.api, 'chat.postMessage', { channel: 'C1' })).rejects.toThrow(DestinationRefused)
  expect(slack.calls).toHaveLength(3)
})

test('a workspace without the youngest blocks gets the classic ones', async () => {
  await using slack = await scripted([refusal('invalid_blocks'), posted])
  await sendWithRemedies(slack.api, 'chat.postMessage', modern)
  expect(slack.calls.map(({ body }) => JSON.parse(body.blocks ?? ''))).toEqual([
    modern.blocks,
    [{ type: 'header', text: { type: 'plain_text', text: 'Hi' } }],
  ])
})

test('blocks that are wrong in their classic form too are refused', async () => {
  await using slack = await scripted([refusal('invalid_blocks'), refusal('invalid_blocks'), posted])
  await expect(sendWithRemedies(slack.api, 'chat.postMessage', modern)).rejects.toThrow(MessageRefused)
  expect(slack.calls).toHaveLength(2)
})

test('an answer that leaves it open whether the message is there ends the attempt', async () => {
  await using slack = await scripted([refusal('fatal_error'), posted])
  await expect(sendWithRemedies(slack.api, 'chat.postMessage', modern)).rejects.toThrow(Ambiguous)
  expect(slack.calls).toHaveLength(1)
})
