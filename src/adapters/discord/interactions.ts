import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import { parseAction } from '../../domain/action.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import type { InteractionHandler, Reply } from '../../domain/interaction.ts'
import { truncate } from '../../domain/truncate.ts'
import { messageFlags } from '../../formatters/discord/message.ts'
import { fallbackReply, logUndelivered } from '../shared/fallback-replies.ts'
import { addressesInText } from '../shared/text-addresses.ts'
import type { DiscordApi } from './api.ts'
import { commandText } from './command-definition.ts'
import { type InteractionOrigin, isGuest, requesterOf } from './context.ts'
import { discordError } from './errors.ts'
import { InteractionResponse, type ResponderContext, sendReply } from './responder.ts'

export interface InteractionContext extends ResponderContext, InteractionOrigin {
  readonly handler: InteractionHandler
  readonly api: DiscordApi
  /** Called when Discord has taken the first response. */
  readonly onResponded?: () => void
}

/** Answers a command, a control, a dialog or a request for autocomplete. Never throws. */
export async function handleInteraction(interaction: Interaction, context: InteractionContext): Promise<void> {
  const { guildId } = interaction
  if (guildId !== null && !context.servers.has(guildId) && !isGuest(interaction)) {
    const reason = `it is from ${guildId}`
    context.log.warn({ platform: 'discord', reason }, 'an interaction from a server without the bot was dropped')
    return
  }
  if (interaction.isAutocomplete()) return autocomplete(interaction, context)
  if (interaction.isChatInputCommand()) return answer(interaction, onCommand(interaction, context), context)
  if (interaction.isMessageContextMenuCommand()) return answer(interaction, onMessage(interaction, context), context)
  if (interaction.isMessageComponent()) return answer(interaction, onControl(interaction, context), context)
  if (interaction.isModalSubmit()) return answer(interaction, onForm(interaction, context), context)
}

type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction

function answer(interaction: Answerable, reply: Promise<Reply>, context: InteractionContext): Promise<void> {
  const source = interaction.isCommand() ? undefined : interaction.message
  // In a channel that the bot cannot see, the SDK leaves the message as Discord sent it.
  const isPrivate = (Number(source?.flags) & messageFlags.ephemeral) !== 0 || !interaction.inGuild()
  const isTakenBack = interaction.isMessageComponent() && parseAction(interaction.customId)?.action === 'unshare'
  const recipient = {
    requester: requesterOf(interaction, context),
    response: new InteractionResponse(interaction, context.api, context.onResponded),
    takesDialog: !interaction.isModalSubmit(),
    isReplaceable: Boolean(source) && (isPrivate || isTakenBack),
  }
  return sendReply(reply, recipient, context)
}

function onCommand(interaction: ChatInputCommandInteraction, context: InteractionContext): Promise<Reply> {
  const filled = interaction.options.data.map(({ name, value = '' }) => ({ name, value: String(value) }))
  return context.handler.command({ requester: requesterOf(interaction, context), text: commandText(filled) })
}

/** *Suggest for the digest* in the menu of a message. */
function onMessage(interaction: MessageContextMenuCommandInteraction, context: InteractionContext): Promise<Reply> {
  const { content, embeds } = interaction.targetMessage
  const links = [...addressesInText(content), ...embeds.flatMap(({ url }) => addressesInText(url ?? ''))]
  const requester = requesterOf(interaction, context)
  return context.handler.suggestLinks({ requester, text: content, links: [...new Set(links)] })
}

async function onControl(interaction: MessageComponentInteraction, context: InteractionContext): Promise<Reply> {
  const requester = requesterOf(interaction, context)
  const control = parseAction(interaction.customId)
  if (!control) return fallbackReply('unknownAction', requester)
  const value = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : ''
  const message = refOf(interaction, interaction.message.id, context)
  return context.handler.action({ requester, control, value, message })
}

async function onForm(interaction: ModalSubmitInteraction, context: InteractionContext): Promise<Reply> {
  const requester = requesterOf(interaction, context)
  const control = parseAction(interaction.customId)
  if (!control) return fallbackReply('unknownAction', requester)
  const message = interaction.message && refOf(interaction, interaction.message.id, context)
  return context.handler.submit({ requester, control, values: valuesOf(interaction), ...(message && { message }) })
}

/** The value of each field; empty if it was left empty. */
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

/** The message whose control was used, or whose control opened the dialog. */
function refOf(
  { channelId }: MessageComponentInteraction | ModalSubmitInteraction,
  message: string,
  { thread }: InteractionContext,
): MessageRef {
  const channel = channelId ?? ''
  return { platform: 'discord', channel, message, ...(thread && { thread: channel }) }
}

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const choicesMax = 25
const choiceMax = 100

async function autocomplete(interaction: AutocompleteInteraction, context: InteractionContext): Promise<void> {
  try {
    await new InteractionResponse(interaction, context.api, context.onResponded).offer(
      await choicesFor(interaction, context),
    )
  } catch (error) {
    logUndelivered(discordError(error), { platform: 'discord', request: 'autocomplete' }, context.log)
  }
}

/** Suggestions for the option that is being typed. */
async function choicesFor(interaction: AutocompleteInteraction, context: InteractionContext): Promise<object[]> {
  const { name, value } = interaction.options.getFocused(true)
  const suggestions =
    name === 'timezone'
      ? timeZonesLike(value).map((zone) => ({ label: zone, text: zone }))
      : await context.handler.suggest(requesterOf(interaction, context), name === 'tag' ? `tag:${value}` : value)
  return suggestions
    .filter(({ label, text }) => label.trim() !== '' && text.trim() !== '' && text.length <= choiceMax)
    .slice(0, choicesMax)
    .map(({ label, text }) => ({ name: truncate(label, choiceMax), value: text }))
}

/** Time zones whose name contains the typed text; first those with a part that begins with it. */
function timeZonesLike(typed: string): string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_')
  const matching = ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) => zone.toLowerCase().includes(wanted))
  const begins = (zone: string) =>
    zone
      .toLowerCase()
      .split('/')
      .some((place) => place.startsWith(wanted))
  return [...matching.filter(begins), ...matching.filter((zone) => !begins(zone))]
}
