import { Hono } from 'hono'
import { insist, stop } from '../../validators/discord/error.ts'
import { callbackType, flag } from '../../validators/discord/limits.ts'
import { judgeMessage, type MessageBody } from '../../validators/discord/message.ts'
import { accepted, deny } from './access.ts'
import type { Env, Json, Site } from './context.ts'
import { rewritten, written } from './drafts.ts'
import { type Interaction, interactionType } from './interactions.ts'
import { wireMessage } from './serialize.ts'
import type { DiscordMessage, DiscordWorld } from './state.ts'

interface Callback {
  readonly type: number
  readonly data?: MessageBody & { readonly choices?: readonly Json[] | null }
}

/** interactions/receiving-and-responding: the first answer and all that follow. */
export function interactionRoutes(site: Site): Hono<Env> {
  return new Hono<Env>().route('/', callbackRoutes(site)).route('/', followUpRoutes(site))
}

function callbackRoutes({ world, interactions }: Site): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/interactions/:id/:token/callback', (context) => {
    const interaction = interactions.awaiting(context.req.param('id'), context.req.param('token'))
    const callback = accepted<Callback>(context, 'POST /interactions/*/*/callback')
    const message = answer(world, interaction, callback)
    if (context.req.query('with_response') !== 'true') return context.body(null, 204)
    return context.json(describe(world, interaction, callback.type, message))
  })

  return app
}

function followUpRoutes({ world, interactions }: Site): Hono<Env> {
  const app = new Hono<Env>()
  const followUps = '/webhooks/:app/:token'

  app.post(followUps, (context) => {
    const interaction = interactions.answered(context.req.param('app'), context.req.param('token'))
    const body = accepted<MessageBody>(context, 'POST /webhooks/*/*')
    const message =
      interaction.state === 'deferred' ? complete(world, interaction, body) : say(world, interaction, body)
    return context.json(wireMessage(world, message))
  })

  app.get(`${followUps}/messages/:message`, (context) => {
    const interaction = interactions.answered(context.req.param('app'), context.req.param('token'))
    return context.json(wireMessage(world, messageOf(interaction, context.req.param('message'))))
  })

  app.patch(`${followUps}/messages/:message`, (context) => {
    const interaction = interactions.answered(context.req.param('app'), context.req.param('token'))
    const body = accepted<MessageBody>(context, 'PATCH /webhooks/*/*/messages/*')
    const id = context.req.param('message')
    if (id === '@original' && interaction.state === 'deferred')
      return context.json(wireMessage(world, complete(world, interaction, body)))
    const message = messageOf(interaction, id)
    world.edit(message, rewritten(message, body))
    return context.json(wireMessage(world, message))
  })

  app.delete(`${followUps}/messages/:message`, (context) => {
    const interaction = interactions.answered(context.req.param('app'), context.req.param('token'))
    world.remove(messageOf(interaction, context.req.param('message')))
    return context.body(null, 204)
  })

  return app
}

/** Which answers each kind of interaction takes. */
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

function answer(world: DiscordWorld, interaction: Interaction, { type, data = {} }: Callback) {
  if (!takes(interaction, type))
    deny('type', `An interaction of type ${interaction.type} takes no answer of type ${type}.`)
  const { source } = interaction
  const edits = type === callbackType.update || type === callbackType.deferredUpdate
  if (edits && source) interaction.original = source
  if (type === callbackType.update && source) world.edit(source, rewritten(source, data))
  if (type === callbackType.deferredMessage) interaction.ephemeral = isEphemeral(data)
  interaction.state = type === callbackType.deferredMessage ? 'deferred' : 'answered'
  if (type === callbackType.message) interaction.original = say(world, interaction, data)
  interaction.settle({
    ...(type === callbackType.autocomplete && { choices: data.choices ?? [] }),
    ...(type === callbackType.modal && { modal: data as unknown as Json }),
  })
  return interaction.original
}

/** The first follow-up of a deferred answer is that answer, as private as it was announced. */
function complete(world: DiscordWorld, interaction: Interaction, body: MessageBody): DiscordMessage {
  const flags = (body.flags ?? 0) & ~flag.ephemeral
  const whole = { ...body, flags: interaction.ephemeral ? flags | flag.ephemeral : flags }
  insist(judgeMessage(whole, 'reply'))
  interaction.state = 'answered'
  interaction.original = say(world, interaction, whole)
  return interaction.original
}

function say(world: DiscordWorld, interaction: Interaction, body: MessageBody): DiscordMessage {
  const { channelId, user } = interaction
  const message = world.post({
    channelId,
    author: world.bot,
    ...written(body),
    ...(isEphemeral(body) && { ephemeralFor: user }),
  })
  interaction.messages.push(message)
  return message
}

function isEphemeral({ flags }: MessageBody): boolean {
  return ((flags ?? 0) & flag.ephemeral) !== 0
}

function messageOf({ original, messages }: Interaction, id: string): DiscordMessage {
  return (id === '@original' ? original : messages.find((message) => message.id === id)) ?? stop(10008)
}

function describe(
  world: DiscordWorld,
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
      guild_id: world.guild.id,
    },
    resource: { type, ...(message && { message: wireMessage(world, message) }) },
  }
}
