import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import { parseControl } from '../../domain/action.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import type { Answers, Reply } from '../../domain/interaction.ts'
import { messageFlags } from '../../formatters/discord/message.ts'
import { failed, unknownControl } from '../shared/fallback-replies.ts'
import { answered, noteUnsaid } from '../shared/safe-answer.ts'
import type { DiscordApi } from './api.ts'
import { choicesFor } from './autocomplete.ts'
import { commandText } from './command-definition.ts'
import { askerOf } from './context.ts'
import { discordError } from './errors.ts'
import { Line } from './interaction-response.ts'
import { type Speaker, say } from './responder.ts'

/** What it takes to hear readers and to answer them. */
export interface Listener extends Speaker {
  readonly answers: Answers
  readonly api: DiscordApi
}

/** Answers whatever a reader did. Never throws. */
export async function answerReader(interaction: Interaction, listener: Listener): Promise<void> {
  if (interaction.isAutocomplete()) return suggest(interaction, listener)
  if (interaction.isChatInputCommand()) return sayTo(interaction, onCommand(interaction, listener), listener)
  if (interaction.isMessageComponent()) return sayTo(interaction, onControl(interaction, listener), listener)
  if (interaction.isModalSubmit()) return sayTo(interaction, onForm(interaction, listener), listener)
}

type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction

function sayTo(interaction: Answerable, work: Promise<Reply>, listener: Listener): Promise<void> {
  const source = interaction.isChatInputCommand() ? undefined : interaction.message
  const isPrivate = source?.flags.has(messageFlags.ephemeral) || !interaction.inGuild()
  const caller = {
    asker: askerOf(interaction),
    line: new Line(interaction, listener.api),
    takesDialog: !interaction.isModalSubmit(),
    isReplaceable: Boolean(source) && isPrivate,
  }
  return say(work, caller, listener)
}

function onCommand(interaction: ChatInputCommandInteraction, { answers, log }: Listener): Promise<Reply> {
  const filled = interaction.options.data.map(({ name, value = '' }) => ({ name, value: String(value) }))
  const request = { asker: askerOf(interaction), text: commandText(filled) }
  return answered<Reply>(() => answers.command(request), failed, { platform: 'discord', request: 'command' }, log)
}

async function onControl(interaction: MessageComponentInteraction, { answers, log }: Listener): Promise<Reply> {
  const control = parseControl(interaction.customId)
  if (!control) return unknownControl
  const value = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : ''
  const ask = async () =>
    answers.control({
      asker: askerOf(interaction),
      control,
      value,
      message: await refOf(interaction, interaction.message.id),
    })
  return answered<Reply>(ask, failed, { platform: 'discord', request: 'control', control }, log)
}

async function onForm(interaction: ModalSubmitInteraction, { answers, log }: Listener): Promise<Reply> {
  const control = parseControl(interaction.customId)
  if (!control) return unknownControl
  const ask = async () => {
    const message = interaction.message && (await refOf(interaction, interaction.message.id))
    const request = { asker: askerOf(interaction), control, values: valuesOf(interaction), ...(message && { message }) }
    return answers.submit(request)
  }
  return answered<Reply>(ask, failed, { platform: 'discord', request: 'form', control }, log)
}

/** What was typed into the fields or chosen in them; nothing where one was left empty. */
function valuesOf({ components }: ModalSubmitInteraction): Readonly<Record<string, readonly string[]>> {
  const fields = components.flatMap((each) => ('component' in each ? [each.component] : []))
  return Object.fromEntries(
    fields.flatMap((field) => {
      if ('values' in field) return [[field.customId, [...field.values]]]
      return 'value' in field && typeof field.value === 'string'
        ? [[field.customId, field.value ? [field.value] : []]]
        : []
    }),
  )
}

/** The message whose control was used, or opened the dialog. */
async function refOf(
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
  message: string,
): Promise<MessageRef> {
  const { client, channelId } = interaction
  const channel = interaction.inGuild() && channelId !== null ? await client.channels.fetch(channelId) : undefined
  return {
    platform: 'discord',
    channel: channelId ?? '',
    message,
    ...(channel?.isThread() && { thread: channel.id }),
  }
}

/** Offers nothing when nothing can be offered: whoever types is not interrupted. */
async function suggest(interaction: AutocompleteInteraction, { answers, api, log }: Listener): Promise<void> {
  const about = { platform: 'discord', request: 'suggest' } as const
  const choices = await answered(() => choicesFor(interaction, answers), [], about, log)
  try {
    await new Line(interaction, api).offer(choices)
  } catch (error) {
    noteUnsaid(discordError(error, ''), about, log)
  }
}
