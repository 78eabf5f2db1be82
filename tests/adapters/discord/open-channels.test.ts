import { expect, test } from 'vitest'
import { createOpenChannels } from '../../../src/adapters/discord/open-channels.ts'
import { silentLog } from '../../builders.ts'

const [viewChannel, sendMessages] = ['1024', '2048']
const everyone = '1'

/** A server in which all members see every channel unless an overwrite denies it. */
function isOpen(channel: unknown, permissions = viewChannel): Promise<boolean> {
  const call = async (_: string, path: string) => {
    if (path === '/channels/9') return channel as never
    return { id: everyone, owner_id: '5', roles: [{ id: everyone, permissions }] } as never
  }
  return createOpenChannels({ call }, silentLog)('9')
}

const overwrite = (id: string, change: { allow?: string; deny?: string }) => ({ id, allow: '0', deny: '0', ...change })

test.each([
  ['without overwrites', [], true],
  ['closed to everyone', [overwrite(everyone, { deny: viewChannel })], false],
  [
    'closed to everyone but a role',
    [overwrite(everyone, { deny: viewChannel }), overwrite('2', { allow: viewChannel })],
    false,
  ],
  ['closed to one role', [overwrite('2', { deny: viewChannel })], true],
  ['closed for writing', [overwrite(everyone, { deny: sendMessages })], true],
])('a channel %s is seen by everyone: %o', async (_, overwrites, expected) => {
  expect(await isOpen({ guild_id: '7', permission_overwrites: overwrites })).toBe(expected)
})

test('where a server shows nothing to everyone, a channel is open only if it says so', async () => {
  const open = [overwrite(everyone, { allow: viewChannel })]
  expect(await isOpen({ guild_id: '7', permission_overwrites: [] }, sendMessages)).toBe(false)
  expect(await isOpen({ guild_id: '7', permission_overwrites: open }, sendMessages)).toBe(true)
})

test('nothing is known of a thread, a direct message and a channel that cannot be asked for', async () => {
  expect(await isOpen({ guild_id: '7', thread_metadata: {} })).toBe(false)
  expect(await isOpen({ permission_overwrites: [] })).toBe(false)
  expect(await isOpen(Promise.reject(new Error('no access')))).toBe(false)
})
