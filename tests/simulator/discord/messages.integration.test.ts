import { MessageFlags } from 'discord.js'
import { expect, test } from 'vitest'
import type { DiscordMessage } from '../../../src/simulator/discord/state.ts'
import { modern, text } from '../../validators/discord/bodies.ts'
import { aChannel, call, digests, morningPost, robin } from './client.ts'

test('a message of the bot is in the channel and can be read again', async () => {
  const { state, channel } = await aChannel()
  const sent = await channel.send({ content: 'The day in **brief** ', flags: MessageFlags.SuppressEmbeds })
  expect(state.messages(morningPost)).toMatchObject([
    { id: sent.id, content: 'The day in **brief**', flags: 4, author: { username: 'morning-post' } },
  ])
  const read = await channel.messages.fetch({ message: sent.id, force: true })
  expect(read.content).toBe('The day in **brief**')
})

test('a message of components keeps them and numbers those that have no id', async () => {
  const { channel } = await aChannel()
  const components = [{ type: 17, id: 2, components: [{ type: 10, content: 'One' }, { type: 14 }] }]
  const sent = await channel.send({ flags: MessageFlags.IsComponentsV2, components })
  const read = await channel.messages.fetch({ message: sent.id, force: true })
  expect(read.components.map((it) => it.toJSON())).toMatchObject([
    { type: 17, id: 2, components: [{ id: 1 }, { id: 3 }] },
  ])
})

test('a message that breaks a rule is refused in the form that the library understands', async () => {
  const { state, channel } = await aChannel()
  await expect(channel.send({ content: 'a'.repeat(2001) })).rejects.toMatchObject({ code: 50035, status: 400 })
  await expect(channel.send({ content: ' ' })).rejects.toMatchObject({ code: 50006 })
  expect(state.messages(morningPost)).toEqual([])
})

test('a nonce sent twice gives the first message and makes no second', async () => {
  const { state, channel } = await aChannel()
  const first = await channel.send({ content: 'One', nonce: 'n1', enforceNonce: true })
  const again = await channel.send({ content: 'Two', nonce: 'n1', enforceNonce: true })
  expect(again.id).toBe(first.id)
  state.remove(state.messages(morningPost)[0] as DiscordMessage)
  await channel.send({ content: 'Three', nonce: 'n1', enforceNonce: true })
  expect(state.messages(morningPost)).toEqual([])
})

test('a nonce that is not enforced hinders nothing', async () => {
  const { state, channel } = await aChannel()
  await channel.send({ content: 'One', nonce: 'n1' })
  await channel.send({ content: 'Two', nonce: 'n1' })
  expect(state.messages(morningPost)).toHaveLength(2)
})

test('a nonce cannot be read back', async () => {
  const { simulator } = await aChannel()
  const posted = await call(simulator, 'POST', `/channels/${morningPost}/messages`, { content: 'One', nonce: 'n1' })
  expect(await posted.json()).toMatchObject({ nonce: 'n1' })
  const [read] = (await (await call(simulator, 'GET', `/channels/${morningPost}/messages`)).json()) as object[]
  expect(read).not.toHaveProperty('nonce')
})

test('history comes in pages, newest first', async () => {
  const { state, channel } = await aChannel()
  const said = ['a', 'b', 'c', 'd', 'e'].map((content) =>
    state.post({ channelId: morningPost, author: state.bot, content }),
  )
  const read = async (options: object) =>
    [...(await channel.messages.fetch(options)).values()].map((it) => it.content).join('')
  const middle = said[2]?.id
  expect(await read({ limit: 2 })).toBe('ed')
  expect(await read({ limit: 1, before: middle })).toBe('b')
  expect(await read({ limit: 1, after: middle })).toBe('d')
  await expect(channel.messages.fetch({ limit: 101 })).rejects.toMatchObject({ code: 50035 })
})

test('what people write cannot be read without the intent for it, unless they speak to the bot', async () => {
  const { state, channel } = await aChannel()
  state.say(robin, morningPost, 'Among ourselves')
  state.say(robin, morningPost, `<@${state.bot.id}> Good morning`)
  const read = await channel.messages.fetch({ limit: 10 })
  expect(read.map(({ content }) => content)).toEqual([`<@${state.bot.id}> Good morning`, ''])
})

test('an edit changes what it names and nothing else', async () => {
  const { state, channel } = await aChannel()
  const row = { type: 1, components: [{ type: 2, style: 2, label: 'More', custom_id: 'mp:1' }] }
  const sent = await channel.send({ content: 'One', components: [row] })
  await sent.edit({ content: 'Two' })
  const [message] = state.messages(morningPost)
  expect(message).toMatchObject({ content: 'Two', components: [{ components: [{ custom_id: 'mp:1' }] }] })
  expect(message?.editedTimestamp).toBeTruthy()
})

test('a message of components stays one, and gets no content', async () => {
  const { simulator } = await aChannel()
  const path = `/channels/${morningPost}/messages`
  const { id } = (await (await call(simulator, 'POST', path, modern(text('One')))).json()) as { id: string }
  const edit = (body: object) => call(simulator, 'PATCH', `${path}/${id}`, body)
  expect((await edit({ components: [text('Two')], flags: 0 })).status).toBe(200)
  expect(await (await edit({ content: 'Three' })).json()).toMatchObject({ code: 50035, errors: { content: {} } })
})

test('a message with content becomes one of components only when the content goes', async () => {
  const { simulator } = await aChannel()
  const path = `/channels/${morningPost}/messages`
  const { id } = (await (await call(simulator, 'POST', path, { content: 'One' })).json()) as { id: string }
  const edit = (body: object) => call(simulator, 'PATCH', `${path}/${id}`, body)
  expect((await edit({ components: [text('Two')] })).status).toBe(400)
  expect((await edit(modern(text('Two')))).status).toBe(400)
  expect((await edit({ ...modern(text('Two')), content: null })).status).toBe(200)
  expect(await (await edit({ components: [] })).json()).toMatchObject({ code: 50006 })
})

test('a message can be edited by its author only', async () => {
  const { simulator, state } = await aChannel()
  const { id } = state.say(robin, morningPost, 'Mine')
  const answer = await call(simulator, 'PATCH', `/channels/${morningPost}/messages/${id}`, { content: 'Yours' })
  expect(await answer.json()).toMatchObject({ code: 50005 })
})

test.each([
  [
    'everybody, when nothing is said about it',
    undefined,
    { everyone: true, roles: ['1100000000000000020'], users: [robin] },
  ],
  ['nobody, when nothing may be parsed', { parse: [] }, { everyone: false, roles: [], users: [] }],
  ['the one role that is named', { parse: [], roles: ['1100000000000000020'] }, { everyone: false, users: [] }],
])('a text full of mentions notifies %s', async (_, allowed, mentions) => {
  const { simulator, state } = await aChannel()
  const content = `@everyone <@&1100000000000000020> <@${robin}>`
  const body = { content, ...(allowed && { allowed_mentions: allowed }) }
  await call(simulator, 'POST', `/channels/${morningPost}/messages`, body)
  expect(state.messages(morningPost)[0]?.mentions).toMatchObject(mentions)
})

test.each([
  ['notifies no one', {}, []],
  ['notifies a role that everyone may mention', { mentionable: true }, ['1100000000000000020']],
  ['notifies each role where the bot may mention everyone', { may: true }, ['1100000000000000020']],
])(
  'a mention of a role %s',
  async (_, { mentionable = false, may = false }: { mentionable?: boolean; may?: boolean }, notified) => {
    const { simulator, state } = await aChannel()
    Object.assign(state.roles.get('1100000000000000020') ?? {}, { mentionable })
    state.mayMentionEveryone = may
    const body = { content: '@everyone <@&1100000000000000020>' }
    const posted = await call(simulator, 'POST', `/channels/${morningPost}/messages`, body)
    expect(await posted.json()).toMatchObject({ mention_roles: notified, mention_everyone: may })
  },
)

test('what the bot may not do, it cannot', async () => {
  const { state, channel, simulator } = await aChannel()
  state.forbidden.set(morningPost, new Set(['send']))
  await expect(channel.send('One')).rejects.toMatchObject({ code: 50013, status: 403 })
  state.post({ channelId: morningPost, author: state.bot, content: 'Before' })
  state.forbidden.set(morningPost, new Set(['history']))
  expect((await channel.messages.fetch({ limit: 5 })).size).toBe(0)
  state.forbidden.set(morningPost, new Set(['view']))
  const answer = await call(simulator, 'GET', `/channels/${morningPost}`)
  expect(await answer.json()).toMatchObject({ code: 50001 })
})

test.each([
  ['GET', '/channels/1100000000000000999', 404, 10003],
  ['GET', `/channels/${morningPost}/messages/1100000000000000999`, 404, 10008],
  ['GET', '/guilds/1100000000000000999/threads/active', 404, 10004],
  ['POST', `/channels/${digests}/messages`, 400, 40058],
  ['GET', '/channels/digests', 400, 50035],
  ['GET', `/channels/${morningPost}/messages?after=yesterday`, 400, 50035],
  ['GET', `/channels/${digests}/messages`, 403, 50024],
])('%s %s is answered %i with code %i', async (verb, path, status, code) => {
  const { simulator } = await aChannel()
  const answer = await call(simulator, verb, path, verb === 'POST' ? { content: 'One' } : undefined)
  expect([answer.status, await answer.json()]).toMatchObject([status, { code }])
})
