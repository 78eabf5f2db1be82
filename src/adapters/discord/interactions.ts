import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import { parseAction } from '../../domain/action.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import type { InteractionHandler, Reply } from '../../domain/interaction.ts'
import { messageFlags } from '../../formatters/discord/message.ts'
import { fallbackReply } from '../shared/fallback-replies.ts'
import { logUndelivered, safeAnswer } from '../shared/safe-answer.ts'
import type { DiscordApi } from './api.ts'
import { autocompleteChoices } from './autocomplete.ts'
import { commandText } from './command-definition.ts'
import { requesterOf } from './context.ts'
import { discordError } from './errors.ts'
import { InteractionResponse } from './interaction-response.ts'
import { type ResponderContext, sendReply } from './responder.ts'

/** What it takes to hear readers and to answer them. */
export interface InteractionContext extends ResponderContext {
  readonly handler: InteractionHandler
  readonly api: DiscordApi
}

/** Answers whatever a reader did. Never throws. */
export async function handleInteraction(interaction: Interaction, listener: InteractionContext): Promise<void> {
  if (interaction.isAutocomplete()) return suggest(interaction, listener)
  if (interaction.isChatInputCommand()) return sayTo(interaction, onCommand(interaction, listener), listener)
  if (interaction.isMessageComponent()) return sayTo(interaction, onControl(interaction, listener), listener)
  if (interaction.isModalSubmit()) return sayTo(interaction, onForm(interaction, listener), listener)
}

type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction

function sayTo(interaction: Answerable, work: Promise<Reply>, listener: InteractionContext): Promise<void> {
  const source = interaction.isChatInputCommand() ? undefined : interaction.message
  const isPrivate = source?.flags.has(messageFlags.ephemeral) || !interaction.inGuild()
  const caller = {
    requester: requesterOf(interaction),
    response: new InteractionResponse(interaction, listener.api),
    takesDialog: !interaction.isModalSubmit(),
    isReplaceable: Boolean(source) && isPrivate,
  }
  return sendReply(work, caller, listener)
}

function onCommand(interaction: ChatInputCommandInteraction, { handler, log }: InteractionContext): Promise<Reply> {
  const filled = interaction.options.data.map(({ name, value = '' }) => ({ name, value: String(value) }))
  const request = { requester: requesterOf(interaction), text: commandText(filled) }
  return safeAnswer<Reply>(
    () => handler.command(request),
    fallbackReply('failed', requesterOf(interaction)),
    { platform: 'discord', request: 'command' },
    log,
  )
}

async function onControl(
  interaction: MessageComponentInteraction,
  { handler, log }: InteractionContext,
): Promise<Reply> {
  const control = parseAction(interaction.customId)
  if (!control) return fallbackReply('unknownAction', requesterOf(interaction))
  const value = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : ''
  const ask = async () =>
    handler.action({
      requester: requesterOf(interaction),
      control,
      value,
      message: await refOf(interaction, interaction.message.id),
    })
  return safeAnswer<Reply>(
    ask,
    fallbackReply('failed', requesterOf(interaction)),
    { platform: 'discord', request: 'control', control },
    log,
  )
}

async function onForm(interaction: ModalSubmitInteraction, { handler, log }: InteractionContext): Promise<Reply> {
  const control = parseAction(interaction.customId)
  if (!control) return fallbackReply('unknownAction', requesterOf(interaction))
  const ask = async () => {
    const message = interaction.message && (await refOf(interaction, interaction.message.id))
    const request = {
      requester: requesterOf(interaction),
      control,
      values: valuesOf(interaction),
      ...(message && { message }),
    }
    return handler.submit(request)
  }
  return safeAnswer<Reply>(
    ask,
    fallbackReply('failed', requesterOf(interaction)),
    { platform: 'discord', request: 'form', control },
    log,
  )
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
async function suggest(interaction: AutocompleteInteraction, { handler, api, log }: InteractionContext): Promise<void> {
  const about = { platform: 'discord', request: 'suggest' } as const
  const choices = await safeAnswer(() => autocompleteChoices(interaction, handler), [], about, log)
  try {
    await new InteractionResponse(interaction, api).offer(choices)
  } catch (error) {
    logUndelivered(discordError(error, ''), about, log)
  }
}
