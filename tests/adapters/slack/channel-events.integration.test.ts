import { afterEach, expect, test } from 'vitest'
import { patience } from '../../contracts/adapter-fixture.ts'
import { openSlackFixture, type SlackFixture } from './slack-fixture.ts'

let fixture: SlackFixture
afterEach(async () => {
  await fixture.close()
  expect(fixture.complaints()).toEqual([])
})

test('a channel that is unarchived, or that the bot joins, is reported as changed', async () => {
  fixture = await openSlackFixture({})
  const { simulator, channel, reader, changedChannels } = fixture
  const { state } = simulator
  const secret = { id: 'C0SECRET001', name: 'board', topic: '', isPrivate: true, isArchived: true }
  state.channels.set(secret.id, { ...secret, members: new Set([reader, state.bot.id]) })
  await simulator.join(channel, reader)
  await simulator.unarchive(channel, reader)
  await simulator.unarchive(secret.id, reader)
  await simulator.join('C0READING01', state.bot.id)
  await expect.poll(() => changedChannels, patience).toEqual([channel, secret.id, 'C0READING01'])
})
