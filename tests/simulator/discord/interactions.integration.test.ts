import { once } from 'node:events'
import {
  type ButtonInteraction,
  Events,
  type Interaction,
  MessageFlags,
  type StringSelectMenuInteraction,
} from 'discord.js'
import { expect, test } from 'vitest'
import { button, option, row, select } from '../../validators/discord/bodies.ts'
import { aChannel, call, morningPost, nextChange, openSimulator, robin } from './client.ts'

type Setting = Awaited<ReturnType<typeof aChannel>>

/** A message with a button and a select under it. */
async function aMessageWithControls({ channel }: Setting) {
  const controls = [row(button()), row(select([option('1'), option('2')]))]
  return await channel.send({ content: 'Pick', components: controls as never })
}

/** The reader uses a control of it. */
async function aUse(setting: Setting, customId: string, values?: string[]) {
  const message = await aMessageWithControls(setting)
  const heard = once(setting.client, Events.InteractionCreate) as Promise<[Interaction]>
  const use = { user: robin, channelId: morningPost, messageId: message.id, customId, ...(values && { values }) }
  const answered = setting.simulator.act(use)
  // A later `await` sees the rejection; until then it is not unhandled.
  answered.catch(() => {})
  const [interaction] = await heard
  return { interaction, answered }
}

test('a choice in a select is answered later, and only its reader sees the answer', async () => {
  const setting = await aChannel()
  const { interaction, answered } = await aUse(setting, 'mp:2', ['2'])
  const chosen = interaction as StringSelectMenuInteraction
  expect(chosen.values).toEqual(['2'])
  await chosen.deferReply({ flags: MessageFlags.Ephemeral })
  await answered
  await chosen.editReply({ content: 'You chose 2' })
  const [, answer] = setting.state.messages(morningPost)
  expect(answer).toMatchObject({ content: 'You chose 2', ephemeralFor: robin, flags: 64 })
  expect((await setting.channel.messages.fetch({ limit: 10 })).size).toBe(1)
})

test('the first follow-up of a deferred answer is that answer; more may follow', async () => {
  const setting = await aChannel()
  const { interaction } = await aUse(setting, 'mp:1')
  const pressed = interaction as ButtonInteraction
  await pressed.deferReply({ flags: MessageFlags.Ephemeral })
  await pressed.followUp({ content: 'One' })
  await pressed.followUp({ content: 'Two', flags: MessageFlags.Ephemeral })
  await pressed.editReply({ content: 'First' })
  const answers = setting.state.messages(morningPost).slice(1)
  expect(answers.map(({ content, ephemeralFor }) => [content, ephemeralFor])).toEqual([
    ['First', robin],
    ['Two', robin],
  ])
})

test('a button may change its own message', async () => {
  const setting = await aChannel()
  const { interaction, answered } = await aUse(setting, 'mp:1')
  await (interaction as ButtonInteraction).update({ content: 'Picked', components: [] })
  await answered
  expect(setting.state.messages(morningPost)).toMatchObject([{ content: 'Picked', components: [] }])
})

test('a response sent at once can be changed', async () => {
  const setting = await aChannel()
  const { interaction } = await aUse(setting, 'mp:1')
  const pressed = interaction as ButtonInteraction
  const { resource } = await pressed.reply({ content: 'One', withResponse: true })
  expect(resource?.message?.content).toBe('One')
  await pressed.editReply('Two')
  expect(setting.state.messages(morningPost)[1]?.content).toBe('Two')
})

test('an interaction says what the bot may do where it happened', async () => {
  const setting = await aChannel()
  setting.state.forbidden.set(morningPost, new Set(['threads']))
  const { appPermissions } = (await aUse(setting, 'mp:1')).interaction
  expect([appPermissions.has('SendMessages'), appPermissions.has('CreatePublicThreads')]).toEqual([true, false])
})

test('an interaction is answered once', async () => {
  const { simulator, ...setting } = await aChannel()
  const { interaction } = await aUse({ simulator, ...setting }, 'mp:1')
  const path = `/interactions/${interaction.id}/${interaction.token}/callback`
  expect((await call(simulator, 'POST', path, { type: 6 })).status).toBe(204)
  expect(await (await call(simulator, 'POST', path, { type: 6 })).json()).toMatchObject({ code: 40060 })
})

test('an answer of a kind that the interaction does not take is refused', async () => {
  const { simulator, ...setting } = await aChannel()
  const { interaction } = await aUse({ simulator, ...setting }, 'mp:1')
  const path = `/interactions/${interaction.id}/${interaction.token}/callback`
  const answer = await call(simulator, 'POST', path, { type: 8, data: { choices: [] } })
  expect(await answer.json()).toMatchObject({ code: 50035, errors: { type: {} } })
})

test('an answer that comes too late is no answer', async () => {
  const setting = await aChannel({ answerWithinMs: 20 })
  const { interaction, answered } = await aUse(setting, 'mp:1')
  await expect(answered).rejects.toThrow('did not answer within 20 ms')
  await expect((interaction as ButtonInteraction).reply('One')).rejects.toMatchObject({ code: 10062 })
})

test('follow-ups need an answer before them and a token that is known', async () => {
  const setting = await aChannel()
  const { interaction } = await aUse(setting, 'mp:1')
  const { simulator } = setting
  const early = await call(simulator, 'POST', `/webhooks/${simulator.applicationId}/${interaction.token}`, {
    content: 'x',
  })
  expect(await early.json()).toMatchObject({ code: 10015 })
  const unknown = await call(simulator, 'POST', `/webhooks/${simulator.applicationId}/nothing`, { content: 'x' })
  expect([unknown.status, await unknown.json()]).toMatchObject([401, { code: 50027 }])
})

test('people can only do what the message offers', async () => {
  const setting = await aChannel()
  const { id: messageId } = await aMessageWithControls(setting)
  const act = (customId: string, values?: string[]) =>
    setting.simulator.act({ user: robin, channelId: morningPost, messageId, customId, ...(values && { values }) })
  await expect(act('mp:9')).rejects.toThrow('no control mp:9')
  await expect(act('mp:2', ['3'])).rejects.toThrow('offers no 3')
  await expect(act('mp:2', [])).rejects.toThrow('takes 1 to 1 values')
})

test('an interaction has no answer while the bot is away', async () => {
  const simulator = await openSimulator()
  const { id: messageId } = simulator.state.post({
    channelId: morningPost,
    author: simulator.state.bot,
    components: [row(button())],
  })
  const act = simulator.act({ user: robin, channelId: morningPost, messageId, customId: 'mp:1' })
  await expect(act).rejects.toThrow('not connected')
})

test('a command is registered, suggests, and is answered', async () => {
  const { simulator, client, state } = await aChannel()
  const words = [{ type: 3, name: 'about', description: 'What about', autocomplete: true } as const]
  await client.application.commands.set([{ name: 'digest', description: 'Find a digest', options: words }])
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isAutocomplete())
      await interaction.respond([{ name: interaction.options.getFocused(), value: '7' }])
    if (interaction.isChatInputCommand()) await interaction.reply(`About ${interaction.options.getString('about')}`)
  })
  const options = [{ type: 3, name: 'about', value: 'agents', focused: true }]
  const use = { user: robin, channelId: morningPost, name: 'digest' }
  expect(await simulator.suggest({ ...use, options })).toEqual([{ name: 'agents', value: '7' }])
  await simulator.command({ ...use, options: [{ type: 3, name: 'about', value: '7' }] })
  expect(state.messages(morningPost)).toMatchObject([{ content: 'About 7' }])
})

test('a command that is registered again keeps its id', async () => {
  const { client } = await aChannel()
  const command = { name: 'digest', description: 'Find a digest' }
  const first = (await client.application.commands.set([command])).first()
  const again = (await client.application.commands.set([{ ...command, description: 'Find one' }])).first()
  expect(again?.id).toBe(first?.id)
  expect((await client.application.commands.fetch()).map(({ description }) => description)).toEqual(['Find one'])
})

test('a dialog is shown and sent back', async () => {
  const setting = await aChannel()
  const { interaction, answered } = await aUse(setting, 'mp:1')
  const field = { type: 4, custom_id: 'why', style: 1 }
  const components = [{ type: 18, label: 'Why', component: field }]
  await (interaction as ButtonInteraction).showModal({ custom_id: 'ask', title: 'Ask', components } as never)
  await answered
  setting.client.on(Events.InteractionCreate, async (sent) => {
    if (sent.isModalSubmit()) await sent.reply(`Because ${sent.fields.getTextInputValue('why')}`)
  })
  const posted = nextChange(setting.simulator, 'posted')
  await setting.simulator.submit({ user: robin, values: { why: 'it rains' } })
  expect(setting.state.message(morningPost, await posted)?.content).toBe('Because it rains')
})
