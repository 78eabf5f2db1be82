import { WebSocketShardStatus } from 'discord.js'
import { expect, test } from 'vitest'
import { PacedSharding } from '../../../src/adapters/discord/paced-sharding.ts'

function open(session: object | null = null) {
  const passedOn: string[] = []
  const calls: unknown[][] = []
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void calls.push([name, ...values])
  const manager = {
    options: { retrieveSessionInfo: async (_shard: number): Promise<object | null> => session },
    fetchGatewayInformation: async () => undefined,
    emit: (event: string, payload: unknown) => passedOn.push(`${event} ${JSON.stringify(payload)}`) > 0,
  }
  const sharding = new PacedSharding(manager as unknown as ConstructorParameters<typeof PacedSharding>[0], {
    beforeConnecting: async (isLogin, isFirst) => note('connecting')({ isLogin, isFirst }),
    information: async () => ({
      url: '',
      shards: 1,
      session_start_limit: { total: 1, remaining: 1, reset_after: 1, max_concurrency: 1 },
    }),
    servers: {
      began: note('began'),
      created: note('created'),
      deleted: note('deleted'),
      granted: note('granted'),
      channelChanged: note('channelChanged'),
    },
  })
  let status = WebSocketShardStatus.Idle
  sharding.fetchStatus = async () => new Map([[0, status]]) as Awaited<ReturnType<typeof sharding.fetchStatus>>
  const setStatus = (next: WebSocketShardStatus) => {
    status = next
  }
  return { manager, passedOn, calls, setStatus }
}

test('the SDK gets no servers, so that it neither keeps them nor waits for them', () => {
  const { manager, passedOn, calls } = open()
  manager.emit('ready', {
    data: {
      user: { id: '9' },
      guilds: [
        { id: '1', unavailable: true },
        { id: '2', unavailable: true },
      ],
    },
  })
  manager.emit('dispatch', { data: { t: 'GUILD_CREATE', d: { id: '1' } } })
  manager.emit('dispatch', { data: { t: 'GUILD_DELETE', d: { id: '1', unavailable: true } } })
  manager.emit('dispatch', { data: { t: 'GUILD_DELETE', d: { id: '2' } } })
  for (const tags of [{ bot_id: '9' }, { bot_id: '8' }, undefined])
    manager.emit('dispatch', { data: { t: 'GUILD_ROLE_UPDATE', d: { guild_id: '1', role: { id: '3', tags } } } })
  manager.emit('dispatch', { data: { t: 'CHANNEL_UPDATE', d: { id: '4', guild_id: '1' } } })
  expect(passedOn).toEqual(['ready {"data":{"user":{"id":"9"},"guilds":[]}}'])
  expect(calls).toEqual([
    ['began', ['1', '2']],
    ['created', '1'],
    ['deleted', '1', true],
    ['deleted', '2', false],
    ['granted', '1'],
    ['channelChanged', '4'],
  ])
})

test('interactions and the events of a connection reach the SDK', () => {
  const { manager, passedOn } = open()
  for (const t of ['INTERACTION_CREATE', 'RESUMED', 'CHANNEL_UPDATE']) manager.emit('dispatch', { data: { t, d: {} } })
  manager.emit('closed', { code: 4000 })
  expect(passedOn.map((each) => each.split('"')[5] ?? each)).toEqual([
    'INTERACTION_CREATE',
    'RESUMED',
    'closed {"code":4000}',
  ])
})

test('each attempt to connect is announced, with whether it logs in', async () => {
  const { manager, calls, setStatus } = open()
  await manager.options.retrieveSessionInfo(0)
  await manager.options.retrieveSessionInfo(0)
  setStatus(WebSocketShardStatus.Ready)
  await manager.options.retrieveSessionInfo(0)
  expect(calls).toEqual([
    ['connecting', { isLogin: true, isFirst: true }],
    ['connecting', { isLogin: true, isFirst: false }],
  ])
  const resumed = open({ sessionId: 'a' })
  await resumed.manager.options.retrieveSessionInfo(0)
  expect(resumed.calls).toEqual([['connecting', { isLogin: false, isFirst: true }]])
})
