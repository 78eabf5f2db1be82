import { expect, test } from 'vitest'
import { findMessage } from '../../../src/adapters/slack/find.ts'
import { CannotSay, DestinationRefused, PlatformBusy, TokenRefused } from '../../../src/domain/errors.ts'
import { scripted } from './scripted-api.ts'

const marker = {
  event_type: 'morning_post_part',
  event_payload: { delivery: 'readers@main/2026-03-12', part: 'notes' },
}
const call = { method: 'chat.postMessage', body: { channel: 'C1', text: 'hello', metadata: marker } }
const reply = { method: 'chat.postMessage', body: { ...call.body, thread_ts: '100.1' } }
const page = (messages: object[], next = '') => ({ ok: true, messages, response_metadata: { next_cursor: next } })

test('a busy channel is read page by page', async () => {
  await using slack = await scripted([page([{ ts: '9.1' }], 'more'), page([{ ts: '8.1', metadata: marker }])])
  expect(await findMessage(call, 1_000_000, slack.api)).toEqual({ ts: '8.1' })
  expect(slack.calls.map(({ body }) => body.cursor)).toEqual([undefined, 'more'])
})

test('it looks back to fifteen hours before the first try, because our clock may have been wrong', async () => {
  await using slack = await scripted([page([])])
  expect(await findMessage(call, 1_000_000_000, slack.api)).toBeUndefined()
  expect(slack.calls[0]).toMatchObject({
    method: 'conversations.history',
    body: { channel: 'C1', oldest: '946000.000000', include_all_metadata: 'true' },
  })
})

test('a reply is looked for in its thread', async () => {
  await using slack = await scripted([page([{ ts: '100.1' }, { ts: '101.1', thread_ts: '100.1', metadata: marker }])])
  expect(await findMessage(reply, 0, slack.api)).toEqual({ ts: '101.1', thread: '100.1' })
  expect(slack.calls[0]).toMatchObject({ method: 'conversations.replies', body: { channel: 'C1', ts: '100.1' } })
})

test.each([
  ['is in the channel', [{ ts: '101.1', metadata: marker }], { ts: '101.1' }],
  ['may have replies in the channel', [{ ts: '101.1', thread_ts: '101.1', metadata: marker }], { ts: '101.1' }],
  ['was not posted if the channel does not have it', [{ ts: '101.1' }], undefined],
])('a reply whose thread was deleted %s', async (_, messages, expected) => {
  await using slack = await scripted([{ ok: false, error: 'thread_not_found' }, page(messages)])
  expect(await findMessage(reply, 0, slack.api)).toEqual(expected)
  expect(slack.calls.map(({ method }) => method)).toEqual(['conversations.replies', 'conversations.history'])
})

test.each([
  [{ ok: false, error: 'missing_scope', needed: 'channels:history' }, CannotSay],
  [{ ok: false, error: 'channel_not_found' }, DestinationRefused],
  [{ ok: false, error: 'internal_error' }, CannotSay],
  [{ ok: true, messages: 'not a list' }, CannotSay],
  [{ ok: true, messages: [], has_more: true }, CannotSay],
  [{ ok: false, error: 'ratelimited' }, PlatformBusy],
  [{ ok: false, error: 'token_revoked' }, TokenRefused],
])('an answer of %o decides nothing about the message', async (answer, expected) => {
  // After a refusal of the token, Slack is asked about the token.
  await using slack = await scripted([answer, answer])
  await expect(findMessage(call, 0, slack.api)).rejects.toThrow(expected)
})

test('a channel with more messages than the bot reads leaves the question open', async () => {
  await using slack = await scripted(Array.from({ length: 50 }, () => page([{ ts: '1.1' }], 'more')))
  await expect(findMessage(call, 0, slack.api)).rejects.toThrow(CannotSay)
})
