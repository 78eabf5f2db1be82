import { commandType } from '../../discord/commands.ts'
import type { DiscordSimulator } from '../../discord/server.ts'
import type { DiscordChannel, DiscordState, DiscordUser } from '../../discord/state.ts'
import { ActionError, type Client, waitForAnswer } from '../client.ts'
import { commandsOf } from './autocomplete.ts'
import { isWritable } from './channel-view.ts'
import { type CompletedCommand, commandIn, completeCommand, givenBy, givenIn, type OfferedCommand } from './commands.ts'
import { valuesOf } from './modal.ts'

/** https://docs.discord.com/developers/resources/message#create-message */
const messageMax = 2000 // characters
const threadNameMax = 40 // characters
const archiveAfterMinutes = 4_320
export function discordActions(simulator: DiscordSimulator, reader: DiscordUser): Client['actions'] {
  const { state, dialogs } = simulator
  const user = reader.id
  return {
    say: async (form) => {
      const command = commandBy(form, commandsOf(simulator))
      const text = form.get('text')?.trim() ?? ''
      const id = form.get('channel') ?? ''
      if (command) {
        if (!isWritable(state.channels.get(id))) throw new ActionError('There are no commands here')
        await waitForAnswer(simulator.command({ user, channelId: id, ...command }))
        return
      }
      if (!text || text.length > messageMax) throw new ActionError(`A message has 1 to ${messageMax} characters`)
      const channel = state.channels.get(id) ?? openThread(state, reader, form.get('parent') ?? '', id, text)
      if (!isWritable(channel)) throw new ActionError('There is no such channel, or it is read-only')
      state.say(user, channel.id, text)
    },
    act: async (form) => {
      const field = (name: string) => form.get(name) ?? ''
      const values = form.getAll('value')
      const control = { channelId: field('channel'), messageId: field('message'), customId: field('control') }
      await waitForAnswer(simulator.act({ user, ...control, ...(values.length > 0 && { values }) }))
    },
    submit: async (form) => {
      const modal = dialogs.dialogOf(user)
      if (!modal) throw new ActionError('That dialog is closed already')
      await waitForAnswer(simulator.submit({ user, values: valuesOf(modal, form) }))
    },
    close: async () => dialogs.dismiss(user),
    choose: async (form) => {
      const [channelId, messageId, name] = [
        form.get('channel') ?? '',
        form.get('message') ?? '',
        form.get('entry') ?? '',
      ]
      const isOffered = simulator.commands.find(name)?.type === commandType.ofMessages
      if (!isOffered || !state.message(channelId, messageId)) throw new ActionError('There is no such entry')
      await waitForAnswer(simulator.commandOnMessage({ user, channelId, messageId, name }))
    },
    dismiss: async (form) => {
      const message = state.message(form.get('channel') ?? '', form.get('message') ?? '')
      if (message?.ephemeralFor === user) state.remove(message)
    },
  }
}

/** The command of the form: typed option by option, or in one go as a message. */
function commandBy(form: URLSearchParams, commands: readonly OfferedCommand[]): CompletedCommand | undefined {
  const command = commands.find(({ name }) => name === form.get('command'))
  if (command) return completeCommand(command, givenBy(form, command))
  const begun = commandIn(form.get('text')?.trim() ?? '', commands)
  return begun && completeCommand(begun.command, givenIn(begun.rest, begun.command))
}

/** The first reply to a message opens a thread named after what it says. */
function openThread(
  state: DiscordState,
  reader: DiscordUser,
  parent: string,
  id: string,
  text: string,
): DiscordChannel | undefined {
  const message = state.message(parent, id)
  const name = [...(text.split('\n')[0] ?? '')].slice(0, threadNameMax).join('')
  return message && !message.ephemeralFor ? state.openThread(message, name, archiveAfterMinutes, reader) : undefined
}
