import { type TextChannel, ThreadAutoArchiveDuration } from 'discord.js'
import { expect, test, vi } from 'vitest'
import type { DiscordUser } from '../../../src/simulator/discord/state.ts'
import { aChannel, aClient, aForum, call, digests, morningPost, openSimulator, robin } from './client.ts'

test('a message carries one thread, which has its id', async () => {
  const { state, channel } = await aChannel()
  const message = await channel.send('One')
  const thread = await message.startThread({ name: 'Talk', autoArchiveDuration: ThreadAutoArchiveDuration.OneDay })
  expect(thread.id).toBe(message.id)
  await expect(message.startThread({ name: 'Talk' })).rejects.toMatchObject({ code: 160004 })
  expect(state.messages(morningPost)[0]?.threadId).toBe(thread.id)
  expect((await channel.messages.fetch({ message: message.id, force: true })).hasThread).toBe(true)
})

test('what is said in a thread is there and not in its channel', async () => {
  const { state, channel } = await aChannel()
  const thread = await (await channel.send('One')).startThread({ name: 'Talk' })
  await thread.send('Two')
  state.say(robin, thread.id, 'Three')
  expect(state.messages(thread.id).map(({ content }) => content)).toEqual(['Two', 'Three'])
  expect(state.messages(morningPost)).toHaveLength(1)
  expect(state.channels.get(thread.id)?.thread?.messageCount).toBe(2)
})

test('a thread that was put away takes no edits, and a new message brings it back', async () => {
  const { state, channel } = await aChannel()
  const thread = await (await channel.send('One')).startThread({ name: 'Talk' })
  const message = await thread.send('Two')
  await thread.setArchived(true)
  await expect(message.edit('Three')).rejects.toMatchObject({ code: 50083 })
  expect((await channel.threads.fetchArchived({ type: 'public' })).threads.map(({ name }) => name)).toEqual(['Talk'])
  await thread.send('Four')
  expect(state.channels.get(thread.id)?.thread?.archived).toBe(false)
})

test('a locked thread takes nothing', async () => {
  const { channel } = await aChannel()
  const thread = await (await channel.send('One')).startThread({ name: 'Talk' })
  await thread.setLocked(true)
  await expect(thread.send('Two')).rejects.toMatchObject({ code: 160005 })
})

test('a guild has a limit of open threads', async () => {
  const { state, channel } = await aChannel()
  state.activeThreadsMax = 1
  await (await channel.send('One')).startThread({ name: 'First' })
  const second = await channel.send('Two')
  await expect(second.startThread({ name: 'Second' })).rejects.toMatchObject({ code: 160006 })
})

test('threads can be forbidden where messages are not', async () => {
  const { state, channel } = await aChannel()
  const message = await channel.send('One')
  const thread = await message.startThread({ name: 'Talk' })
  state.forbidden.set(morningPost, new Set(['threads', 'sendInThreads']))
  const other = await channel.send('Two')
  await expect(other.startThread({ name: 'Talk' })).rejects.toMatchObject({ code: 50013 })
  await expect(thread.send('Three')).rejects.toMatchObject({ code: 50013 })
})

test('a forum post has its tags and its first message, with one id', async () => {
  const { state, forum } = await aForum()
  const tag = forum.availableTags.find(({ name }) => name === 'Agent')?.id ?? ''
  const post = await forum.threads.create({ name: 'Thursday', message: { content: 'One' }, appliedTags: [tag] })
  expect(state.channels.get(post.id)).toMatchObject({ name: 'Thursday', parentId: digests, appliedTags: [tag] })
  expect(state.messages(post.id)).toMatchObject([{ id: post.id, content: 'One' }])
  await post.send('Two')
  expect((await post.fetchStarterMessage({ force: true }))?.content).toBe('One')
})

test('a forum knows its tags and takes no others', async () => {
  const { forum } = await aForum()
  const post = { name: 'Thursday', message: { content: 'One' }, appliedTags: ['1'] }
  await expect(forum.threads.create(post)).rejects.toMatchObject({ code: 50035 })
})

test('open threads of the guild are listed', async () => {
  const { client, channel } = await aChannel()
  await (await channel.send('One')).startThread({ name: 'Talk' })
  const guild = await client.guilds.fetch('1100000000000000001')
  const { threads } = await guild.channels.fetchActiveThreads()
  expect(threads.map(({ name }) => name)).toEqual(['Talk'])
})

test('another guild has its own channels, threads and events', async () => {
  const simulator = await openSimulator()
  const { state, gateway } = simulator
  const other = String(BigInt(state.guild.id) + (1n << 22n))
  gateway.addServer(other, 'Other')
  state.channels.set('1600000000000000001', { id: '1600000000000000001', guild: other, name: 'news', type: 0 })
  const client = await aClient(simulator)
  const [home, guild] = await Promise.all([state.guild.id, other].map((id) => client.guilds.fetch(id)))
  expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['news'])
  expect(home?.channels.cache.has('1600000000000000001')).toBe(false)
  const channel = (await client.channels.fetch('1600000000000000001')) as TextChannel
  await (await channel.send('One')).startThread({ name: 'Talk' })
  expect((await guild?.channels.fetchActiveThreads())?.threads.map(({ name }) => name)).toEqual(['Talk'])
  expect((await home?.channels.fetchActiveThreads())?.threads.size).toBe(0)
  await vi.waitFor(() => expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['news', 'Talk']))
  const own = await call(simulator, 'GET', '/users/@me/guilds')
  expect(await own.json()).toMatchObject([{ id: state.guild.id }, { id: other, name: 'Other' }])
})

test('a thread on an older message is announced by a line in its channel, one on the newest is not', async () => {
  const { state, channel, simulator } = await aChannel()
  const older = await channel.send('One')
  const newest = await channel.send('Two')
  await newest.startThread({ name: 'Quiet' })
  expect(state.messages(morningPost)).toHaveLength(2)
  await older.startThread({ name: 'Talk' })
  const answer = await call(simulator, 'GET', `/channels/${morningPost}/messages?limit=1`)
  expect(await answer.json()).toMatchObject([
    { type: 18, content: 'Talk', message_reference: { guild_id: state.guild.id, channel_id: older.id } },
  ])
})

test('a private thread is not seen by a bot that is no member of it', async () => {
  const { state, client, simulator } = await aChannel()
  const owner = state.users.get(robin) as DiscordUser
  const closed = state.openPrivateThread(morningPost, 'Among us', owner, [robin])
  const open = state.openPrivateThread(morningPost, 'With the bot', owner, [robin, state.bot.id])
  for (const path of ['', '/messages']) {
    const answer = await call(simulator, 'GET', `/channels/${closed.id}${path}`)
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 50001 }])
  }
  expect(await (await call(simulator, 'GET', `/channels/${open.id}`)).json()).toMatchObject({ type: 12 })
  const active = await call(simulator, 'GET', `/guilds/${state.guild.id}/threads/active`)
  expect(((await active.json()) as { threads: { id: string }[] }).threads.map(({ id }) => id)).toEqual([open.id])
  await vi.waitFor(() => expect(client.channels.cache.has(open.id)).toBe(true))
  expect(client.channels.cache.has(closed.id)).toBe(false)
})
