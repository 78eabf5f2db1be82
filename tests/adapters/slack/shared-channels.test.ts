import { expect, test } from 'vitest'
import { createPublicChannels, createSharedChannels } from '../../../src/adapters/slack/shared-channels.ts'
import { hourMs } from '../../../src/domain/duration.ts'
import { silentLog } from '../../builders.ts'

const shared = { channel: { is_ext_shared: true, is_member: true } }

test('only a channel where the bot and another company are is shared', async () => {
  const answers = [shared, { channel: { is_ext_shared: true } }, { channel: { is_member: true } }, {}]
  const isShared = createSharedChannels({ call: async () => answers.shift() as never }, silentLog)
  expect(await Promise.all(['C1', 'C2', 'C3', 'C4'].map(isShared))).toEqual([true, false, false, false])
})

test('Slack is asked once an hour, and again at once after an error', async () => {
  let now = 0
  let calls = 0
  const call = async () => {
    calls += 1
    if (calls === 1) throw new Error('no connection')
    return shared as never
  }
  const isShared = createSharedChannels({ call }, silentLog, () => now)
  expect(await isShared('C1')).toBe(false)
  expect(await isShared('C1')).toBe(true)
  now = hourMs - 1
  expect(await isShared('C1')).toBe(true)
  expect(calls).toBe(2)
  now = hourMs
  await isShared('C1')
  expect(calls).toBe(3)
})

test('only a channel that is known not to be private is open', async () => {
  const answers: unknown[] = [{ channel: { is_private: false } }, { channel: { is_private: true } }, { channel: {} }]
  const call = async () => (answers.shift() ?? Promise.reject(new Error('channel_not_found'))) as never
  const isOpen = createPublicChannels({ call }, silentLog)
  expect(await Promise.all(['C1', 'C2', 'C3', 'C4'].map(isOpen))).toEqual([true, false, false, false])
})
