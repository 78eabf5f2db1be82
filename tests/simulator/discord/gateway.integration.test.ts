import { once } from 'node:events'
import { Events, GatewayIntentBits, type TextChannel, type ThreadChannel } from 'discord.js'
import { expect, test } from 'vitest'
import { aChannel, aClient, call, morningPost, openSimulator, robin } from './client.ts'
import { openSocket } from './raw-gateway.ts'

test('a bot that logs in sees its guild with the channels in it', async () => {
  const { client } = await aChannel()
  const [guild] = client.guilds.cache.values()
  expect(guild?.name).toBe('Acme Research')
  expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['morning-post', 'reading-group', 'digests'])
  expect(guild?.roles.cache.map(({ name }) => name)).toContain('Readers')
  expect(client.user.username).toBe('morning-post')
})

test('the library knows what the bot may do in a channel', async () => {
  const simulator = await openSimulator()
  simulator.state.forbidden.set(morningPost, new Set(['send']))
  const client = await aClient(simulator)
  const channel = client.channels.cache.get(morningPost) as TextChannel
  const may = channel.permissionsFor(client.user)
  expect([may?.has('ViewChannel'), may?.has('SendMessages'), may?.has('MentionEveryone')]).toEqual([true, false, false])
})

test('a bot with a wrong token is turned away', async () => {
  const simulator = await openSimulator()
  await expect(aClient({ ...simulator, token: 'wrong' })).rejects.toThrow('invalid token')
})

test.each([503, 520])('an upgrade is refused with %i, and the next one is accepted', async (status) => {
  const simulator = await openSimulator()
  simulator.faults.inject({
    matches: (call) => call === 'UPGRADE',
    kind: { type: 'error', status, when: 'before' },
    times: 1,
  })
  await expect(openSocket(simulator)).rejects.toThrow(`Unexpected server response: ${status}`)
  await openSocket(simulator)
})

test('each login uses up one of the thousand of a day, and without one the token counts no more', async () => {
  const simulator = await openSimulator()
  const limit = async () =>
    ((await (await call(simulator, 'GET', '/gateway/bot')).json()) as { session_start_limit: object })
      .session_start_limit
  expect(await limit()).toMatchObject({ total: 1000, remaining: 1000 })
  await aClient(simulator)
  expect(await limit()).toMatchObject({ remaining: 999 })
  simulator.sessionStarts.remaining = 0
  const late = await openSocket(simulator)
  late.identify()
  expect(await late.closed).toBe(4004)
})

test('message events need their intent; thread events need the intent for guilds', async () => {
  const simulator = await openSimulator()
  const [guildsOnly, messagesToo] = [await openSocket(simulator), await openSocket(simulator)]
  guildsOnly.identify()
  messagesToo.identify({ intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages })
  await guildsOnly.until(({ t }) => t === 'GUILD_CREATE')
  await messagesToo.until(({ t }) => t === 'GUILD_CREATE')

  const message = simulator.state.say(robin, morningPost, 'Among ourselves')
  simulator.state.openThread(message, 'Talk', 1440)
  expect(await guildsOnly.next()).toMatchObject({ t: 'THREAD_CREATE', d: { name: 'Talk', newly_created: true } })
  expect(await messagesToo.next()).toMatchObject({ t: 'MESSAGE_CREATE', d: { id: message.id, content: '' } })
})

test('changes of a message are sent as events', async () => {
  const { state, ...simulator } = await openSimulator()
  const socket = await openSocket({ state, ...simulator })
  socket.identify({ intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages })
  await socket.until(({ t }) => t === 'GUILD_CREATE')
  const message = state.post({ channelId: morningPost, author: state.bot, content: 'One' })
  state.edit(message, { content: 'Two' })
  state.remove(message)
  const told = [await socket.next(), await socket.next(), await socket.next()]
  expect(told.map(({ t, d }) => [t, d?.content])).toEqual([
    ['MESSAGE_CREATE', 'One'],
    ['MESSAGE_UPDATE', 'Two'],
    ['MESSAGE_DELETE', undefined],
  ])
})

test('a dropped connection is resumed and hears what it missed', async () => {
  const { simulator, state, client, channel } = await aChannel()
  const message = await channel.send('One')
  const [resumed, heard] = [once(client, Events.ShardResume), once(client, Events.ThreadCreate)]
  simulator.gateway.drop()
  state.openThread(message as never, 'While you were away', 1440)
  await resumed
  expect(((await heard)[0] as ThreadChannel).name).toBe('While you were away')
})

test('a bot that is asked to come again does, and goes on', async () => {
  const { simulator, client } = await aChannel()
  const resumed = once(client, Events.ShardResume)
  simulator.gateway.reconnect()
  await resumed
  expect(client.isReady()).toBe(true)
})

test('a session that was forgotten cannot be resumed', async () => {
  const simulator = await openSimulator()
  const first = await openSocket(simulator)
  first.identify()
  const { d: ready } = await first.until(({ t }) => t === 'READY')
  simulator.gateway.invalidate()
  expect(await first.until(({ op }) => op === 9)).toMatchObject({ d: false })

  const second = await openSocket(simulator)
  second.send({ op: 6, d: { token: simulator.token, session_id: ready?.session_id, seq: 1 } })
  expect(await second.until(({ op }) => op === 9)).toMatchObject({ d: false })
})

test('a session that its client ended is over; one that broke is not', async () => {
  const simulator = await openSimulator()
  for (const [code, isHeard] of [
    [4000, true],
    [1000, false],
  ] as const) {
    simulator.gateway.invalidate()
    const socket = await openSocket(simulator)
    socket.identify()
    await socket.until(({ t }) => t === 'READY')
    socket.socket.close(code)
    await socket.closed
    expect(simulator.gateway.isHeard).toBe(isHeard)
  }
})

test('a beat is answered', async () => {
  const socket = await openSocket(await openSimulator())
  expect(await socket.next()).toEqual({ op: 10, d: { heartbeat_interval: 41_250 } })
  socket.send({ op: 1, d: null })
  expect(await socket.next()).toEqual({ op: 11 })
})

test('a client that stops beating is gone', async () => {
  const socket = await openSocket(await openSimulator({ heartbeatMs: 20 }))
  socket.send({ op: 1, d: null })
  expect(await socket.closed).toBe(4009)
})

type RawSocket = Awaited<ReturnType<typeof openSocket>>

test.each<[string, number, (socket: RawSocket) => void]>([
  ['speaks before it says who it is', 4003, (socket) => socket.send({ op: 3, d: {} })],
  ['has a wrong token', 4004, (socket) => socket.identify({ token: 'wrong' })],
  ['wants what does not exist', 4013, (socket) => socket.identify({ intents: 1 << 17 })],
  ['wants nothing it can name', 4013, (socket) => socket.identify({ intents: undefined })],
  ['wants to read everything', 4014, (socket) => socket.identify({ intents: GatewayIntentBits.MessageContent })],
  ['sends too much at once', 4002, (socket) => socket.identify({ properties: { os: 'a'.repeat(4096) } })],
  ['sends what is no JSON', 4002, (socket) => socket.socket.send('hello')],
  [
    'says twice who it is',
    4005,
    (socket) => {
      socket.identify()
      socket.identify()
    },
  ],
  [
    'talks too much',
    4008,
    (socket) => {
      for (let count = 0; count <= 120; count += 1) socket.send({ op: 1, d: null })
    },
  ],
])('a client that %s is closed with %i', async (_, code, misbehave) => {
  const socket = await openSocket(await openSimulator())
  misbehave(socket)
  expect(await socket.closed).toBe(code)
})

test('a client of another version is closed', async () => {
  const socket = await openSocket(await openSimulator(), '?v=9&encoding=json')
  expect(await socket.closed).toBe(4012)
})

test('an event may come twice', async () => {
  const simulator = await openSimulator()
  const socket = await openSocket(simulator)
  socket.identify()
  await socket.until(({ t }) => t === 'GUILD_CREATE')
  await call(simulator, 'PUT', `/applications/${simulator.applicationId}/commands`, [
    { name: 'digest', description: 'A' },
  ])
  simulator.faults.inject({
    matches: (event) => event === 'EVENT INTERACTION_CREATE',
    kind: { type: 'twice' },
    times: 1,
  })
  const used = simulator.command({ user: robin, channelId: morningPost, name: 'digest' })
  const [first, second] = [await socket.next(), await socket.next()]
  expect(second.d).toEqual(first.d)
  await call(simulator, 'POST', `/interactions/${first.d?.id}/${first.d?.token}/callback`, { type: 5 })
  await used
})

test('a silent connection is noticed by a missing heartbeat, and resumed', async () => {
  const simulator = await openSimulator({ heartbeatMs: 200 })
  const client = await aClient(simulator)
  const resumed = once(client, Events.ShardResume)
  simulator.gateway.silence()
  await resumed
})
