import { once } from 'node:events'
import { type ChatInputCommandInteraction, Events, MessageFlags, PermissionFlagsBits } from 'discord.js'
import { expect, test } from 'vitest'
import { aChannel, call, morningPost, robin } from './client.ts'

const amara = '1100000000000000031'
const bot = '1100000000000000040'

async function aCommand() {
  const setting = await aChannel()
  await setting.client.application.commands.set([{ name: 'digest', description: 'Looks things up' }])
  const typed = async (user: string, channelId: string) => {
    const heard = once(setting.client, Events.InteractionCreate) as Promise<[ChatInputCommandInteraction]>
    const answered = setting.simulator.command({ user, channelId, name: 'digest' })
    const [interaction] = await heard
    await interaction.reply({ content: 'Heard', flags: MessageFlags.Ephemeral })
    await answered
    return interaction
  }
  const direct = (user: string) => {
    const person = setting.state.users.get(user)
    if (!person) throw new Error('there is no such person')
    return setting.state.directWith(person)
  }
  return { ...setting, typed, direct }
}

test('a bot opens one conversation with a person, and writes there', async () => {
  const { simulator, state, direct } = await aCommand()
  const opened = await call(simulator, 'POST', '/users/@me/channels', { recipient_id: robin })
  const channel = (await opened.json()) as { id: string }
  expect(channel).toMatchObject({ id: direct(robin).id, type: 1, recipients: [{ id: robin }] })
  await call(simulator, 'POST', `/channels/${channel.id}/messages`, { content: 'Paused' })
  expect(state.messages(channel.id).map(({ content }) => content)).toEqual(['Paused'])
  expect(state.guildChannels().map(({ id }) => id)).not.toContain(channel.id)
})

test('a person who takes no direct messages, a bot, and an unknown user', async () => {
  const { simulator, state, direct } = await aCommand()
  state.closedTo.add(robin)
  const codeOf = async (path: string, body: object) =>
    ((await (await call(simulator, 'POST', path, body)).json()) as { code: number }).code
  expect(await codeOf(`/channels/${direct(robin).id}/messages`, { content: 'Paused' })).toBe(50007)
  expect(await codeOf('/users/@me/channels', { recipient_id: bot })).toBe(50007)
  expect(await codeOf('/users/@me/channels', { recipient_id: '1999999999999999999' })).toBe(10013)
  expect(await codeOf('/users/@me/channels', { recipient_id: 'robin' })).toBe(50035)
})

test('a command typed to the bot comes from a person, and from no guild', async () => {
  const { typed, direct } = await aCommand()
  const interaction = await typed(robin, direct(robin).id)
  expect(interaction.inGuild()).toBe(false)
  expect(interaction.user.id).toBe(robin)
  expect(interaction.memberPermissions).toBeNull()
})

test('a command typed in the guild says what its author may do there, and which roles they have', async () => {
  const { typed, state } = await aCommand()
  state.memberRoles.set(amara, ['1100000000000000020'])
  const byRobin = await typed(robin, morningPost)
  const byAmara = await typed(amara, morningPost)
  expect(byRobin.memberPermissions?.has(PermissionFlagsBits.ManageChannels)).toBe(true)
  expect(byAmara.memberPermissions?.has(PermissionFlagsBits.ManageChannels)).toBe(false)
  expect(byAmara.inCachedGuild() && byAmara.member.roles.cache.has('1100000000000000020')).toBe(true)
})
