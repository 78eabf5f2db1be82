import { Hono } from 'hono'
import type { Json } from '../../lib/json.ts'
import { failWith, failWithError } from '../../validators/discord/error.ts'
import { callbackType, flag } from '../../validators/discord/limits.ts'
import { type MessageFields, validateMessage } from '../../validators/discord/message.ts'
import { accepted, deny } from './access.ts'
import type { DiscordContext, Env } from './context.ts'
import { type Interaction, interactionType } from './interactions.ts'
import { editedMessage, written } from './message-input.ts'
import { serializeMessage } from './serialize.ts'
import type { DiscordMessage, DiscordState } from './state.ts'

interface Callback {
  readonly type: number
  readonly data?: MessageFields & { readonly choices?: readonly Json[] | null }
}

/** interactions/receiving-and-responding: the first answer and all that follow. */
export function interactionRoutes(site: DiscordContext): Hono<Env> {
  return new Hono<Env>().route('/', callbackRoutes(site)).route('/', followUpRoutes(site))
}

function callbackRoutes({ state, interactions }: DiscordContext): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/interactions/:id/:token/callback', (context) => {
    const interaction = interactions.awaiting(context.req.param('id'), context.req.param('token'))
    const callback = accepted<Callback>(context, 'POST /interactions/*/*/callback')
    const message = answer(state, interaction, callback)
    if (context.req.query('with_response') !== 'true') return context.body(null, 204)
    return context.json(describe(state, interaction, callback.type, message))
  })

  return app
}

function followUpRoutes({ state, interactions }: DiscordContext): Hono<Env> {
  const app = new Hono<Env>()
  const followUps = '/webhooks/:app/:token'

  app.post(followUps, (context) => {
    const interaction = interactions.answered(context.req.param('app'), context.req.param('token'))
    const body = accepted<MessageFields>(context, 'POST /webhooks/*/*')
    const message =
      interaction.state === 'deferred' ? complete(state, interaction, body) : say(state, interaction, body)
    return context.json(serializeMessage(state, message))
  })

  app.patch(`${followUps}/messages/:message`, (context) => {
    const interaction = interactions.answered(context.req.param('app'), context.req.param('token'))
    const body = accepted<MessageFields>(context, 'PATCH /webhooks/*/*/messages/*')
    const id = context.req.param('message')
    if (id === '@original' && interaction.state === 'deferred')
      return context.json(serializeMessage(state, complete(state, interaction, body)))
    const message = messageOf(interaction, id)
    state.edit(message, editedMessage(message, body))
    return context.json(serializeMessage(state, message))
  })

  return app
}

/** Whether this kind of interaction takes this type of answer. */
function takes({ type, source }: Interaction, answerType: number): boolean {
  switch (answerType) {
    case callbackType.autocomplete:
      return type === interactionType.autocomplete
    case callbackType.deferredUpdate:
    case callbackType.update:
      return source !== undefined
    case callbackType.modal:
      return type === interactionType.command || type === interactionType.component
    default:
      return type !== interactionType.autocomplete
  }
}

function answer(state: DiscordState, interaction: Interaction, { type, data = {} }: Callback) {
  if (!takes(interaction, type))
    deny('type', `An interaction of type ${interaction.type} takes no answer of type ${type}.`)
  const { source } = interaction
  const edits = type === callbackType.update || type === callbackType.deferredUpdate
  if (edits && source) interaction.original = source
  if (type === callbackType.update && source) state.edit(source, editedMessage(source, data))
  if (type === callbackType.deferredMessage) interaction.ephemeral = isEphemeral(data)
  interaction.state = type === callbackType.deferredMessage ? 'deferred' : 'answered'
  if (type === callbackType.message) interaction.original = say(state, interaction, data)
  interaction.settle({
    ...(type === callbackType.autocomplete && { choices: data.choices ?? [] }),
    ...(type === callbackType.modal && { modal: data as unknown as Json }),
  })
  return interaction.original
}

/** The first follow-up of a deferred answer is that answer, as private as it was announced. */
function complete(state: DiscordState, interaction: Interaction, body: MessageFields): DiscordMessage {
  const flags = (body.flags ?? 0) & ~flag.ephemeral
  const whole = { ...body, flags: interaction.ephemeral ? flags | flag.ephemeral : flags }
  failWithError(validateMessage(whole, 'reply'))
  interaction.state = 'answered'
  interaction.original = say(state, interaction, whole)
  return interaction.original
}

function say(state: DiscordState, interaction: Interaction, body: MessageFields): DiscordMessage {
  const { channelId, user } = interaction
  const message = state.post({
    channelId,
    author: state.bot,
    ...written(body),
    ...(isEphemeral(body) && { ephemeralFor: user }),
  })
  interaction.messages.push(message)
  return message
}

function isEphemeral({ flags }: MessageFields): boolean {
  return ((flags ?? 0) & flag.ephemeral) !== 0
}

function messageOf({ original, messages }: Interaction, id: string): DiscordMessage {
  return (id === '@original' ? original : messages.find((message) => message.id === id)) ?? failWith(10008)
}

function describe(
  server: DiscordState,
  interaction: Interaction,
  type: number,
  message: DiscordMessage | undefined,
): Json {
  const { id, channelId, ephemeral, state } = interaction
  return {
    interaction: {
      id,
      type: interaction.type,
      response_message_loading: state === 'deferred',
      response_message_ephemeral: message ? message.ephemeralFor !== undefined : ephemeral,
      ...(message && { response_message_id: message.id }),
      channel_id: channelId,
      guild_id: server.guildIdAt(channelId),
    },
    resource: { type, ...(message && { message: serializeMessage(server, message) }) },
  }
}
