import { expect, test } from 'vitest'
import { fakeClock } from '../fake-clock.ts'
import { scripted } from './scripted-api.ts'

const body = { channel: 'C1', text: 'hello' }

test.each([
  ['answered', { ok: true, ts: '1.1' }],
  ['refused', { ok: false, error: 'channel_not_found' }],
  ['failed', { ok: false, error: 'internal_error' }],
])('a call that was %s gives its permit back: the next one waits for the limit only', async (_, answer) => {
  const clock = fakeClock()
  await using slack = await scripted([answer, { ok: true, ts: '2.1' }], clock)
  const permit = await slack.api.acquire('chat.postMessage', body)
  await slack.api.send('chat.postMessage', body, permit).catch(() => {})
  await slack.api.send('chat.postMessage', body)
  // One message a second in a channel; a call without an answer would delay the next by nine.
  expect(clock.time).toBeLessThan(2_000)
  expect(slack.calls).toHaveLength(2)
})
