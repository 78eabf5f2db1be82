import { Hono } from 'hono'
import { stop } from '../../validators/discord/error.ts'
import { channelType } from '../../validators/discord/limits.ts'
import type { MessageBody } from '../../validators/discord/message.ts'
import { accepted, channelOf, isForbidden, messageOf, need, needToWrite, numberOf, snowflake } from './access.ts'
import type { Env, Json, Site } from './context.ts'
import { rewritten, written } from './drafts.ts'
import { isReadable, wireMessage, wireUser, withoutContent } from './serialize.ts'
import { compareIds } from './snowflake.ts'
import type { DiscordChannel, DiscordMessage, DiscordWorld } from './state.ts'

interface NewMessage extends MessageBody {
  readonly nonce?: string | number | null
  readonly enforce_nonce?: boolean | null
}

/** resources/message: what a bot does with messages and reactions. */
export function messageRoutes(site: Site): Hono<Env> {
  const app = new Hono<Env>()
  for (const some of [postRoutes, readRoutes, changeRoutes, reactionRoutes]) app.route('/', some(site))
  return app
}

function postRoutes({ world, nonces }: Site): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/channels/:channel/messages', (context) => {
    const channel = channelOf(world, context.req.param('channel'))
    needToWrite(world, channel)
    const body = accepted<NewMessage>(context, 'POST /channels/*/messages')
    const { nonce, enforce_nonce: enforced } = body
    const message = (nonce && enforced && nonces.find(nonce)) || post(world, channel, body, nonce)
    if (nonce) nonces.remember(nonce, message)
    return context.json({ ...wireMessage(world, message), ...(nonce && { nonce }) })
  })

  return app
}

function readRoutes({ world }: Site): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/channels/:channel/messages', (context) => {
    const channel = channelOf(world, context.req.param('channel'))
    if (channel.type === channelType.forum) stop(50024)
    const limit = numberOf(context, 'limit', 50, [1, 100])
    // resources/message, "Get Channel Messages": without the permission there is no error, only nothing to read.
    if (isForbidden(world, channel, 'history')) return context.json([])
    const { before, after, around } = context.req.query()
    for (const id of [before, after, around]) if (id !== undefined) snowflake(id)
    const found = page(visible(world, channel), { before, after, around }, limit)
    return context.json(found.map((message) => asRead(world, message)))
  })

  app.get('/channels/:channel/messages/:message', (context) => {
    const channel = channelOf(world, context.req.param('channel'))
    need(world, channel, 'history')
    return context.json(asRead(world, messageOf(world, channel, context.req.param('message'))))
  })

  return app
}

function changeRoutes({ world }: Site): Hono<Env> {
  const app = new Hono<Env>()

  app.patch('/channels/:channel/messages/:message', (context) => {
    const channel = channelOf(world, context.req.param('channel'))
    const message = messageOf(world, channel, context.req.param('message'))
    const body = accepted<MessageBody>(context, 'PATCH /channels/*/messages/*')
    if (message.author.id !== world.bot.id) stop(50005)
    if (channel.thread?.archived) stop(50083)
    if (isOld(message)) world.oldEdits -= 1
    if (world.oldEdits < 0) stop(30046)
    world.edit(message, rewritten(message, body))
    return context.json(wireMessage(world, message))
  })

  app.delete('/channels/:channel/messages/:message', (context) => {
    const channel = channelOf(world, context.req.param('channel'))
    const message = messageOf(world, channel, context.req.param('message'))
    if (message.author.id !== world.bot.id) stop(50013)
    if (channel.thread?.archived) stop(50083)
    world.remove(message)
    return context.body(null, 204)
  })

  return app
}

function reactionRoutes({ world }: Site): Hono<Env> {
  const app = new Hono<Env>()
  const path = '/channels/:channel/messages/:message/reactions/:emoji'
  const found = (params: Readonly<Record<'channel' | 'message', string>>) =>
    messageOf(world, channelOf(world, params.channel), params.message)

  app.put(`${path}/@me`, (context) => {
    world.react(found(context.req.param()), context.req.param('emoji'), world.bot.id)
    return context.body(null, 204)
  })

  app.delete(`${path}/@me`, (context) => {
    world.unreact(found(context.req.param()), context.req.param('emoji'), world.bot.id)
    return context.body(null, 204)
  })

  app.get(path, (context) => {
    const reaction = found(context.req.param()).reactions.find(({ emoji }) => emoji === context.req.param('emoji'))
    return context.json((reaction?.users ?? []).flatMap((id) => world.users.get(id) ?? []).map(wireUser))
  })

  return app
}

function post(
  world: DiscordWorld,
  channel: DiscordChannel,
  body: MessageBody,
  nonce: NewMessage['nonce'],
): DiscordMessage {
  return world.post({ channelId: channel.id, author: world.bot, ...written(body), ...(nonce && { nonce: `${nonce}` }) })
}

function visible(world: DiscordWorld, channel: DiscordChannel): DiscordMessage[] {
  return world.messages(channel.id).filter(({ ephemeralFor }) => !ephemeralFor)
}

/** In milliseconds: topics/opcodes-and-status-codes, 30046. */
const oldAfterMs = 3_600_000

function isOld({ timestamp }: DiscordMessage): boolean {
  return Date.now() - Date.parse(timestamp) > oldAfterMs
}

/** Newest first; those nearest to the id asked for. */
function page(
  messages: readonly DiscordMessage[],
  { before, after, around }: Readonly<Record<'before' | 'after' | 'around', string | undefined>>,
  limit: number,
): DiscordMessage[] {
  const older = (id: string) => messages.filter((message) => compareIds(message.id, id) < 0)
  const newer = (id: string) => messages.filter((message) => compareIds(message.id, id) > 0)
  if (around) {
    const half = Math.floor(limit / 2)
    const middle = messages.filter(({ id }) => id === around)
    return [...older(around).slice(-half), ...middle, ...newer(around).slice(0, half)].toReversed()
  }
  if (after) return newer(after).slice(0, limit).toReversed()
  return (before ? older(before) : messages).slice(-limit).toReversed()
}

function asRead(world: DiscordWorld, message: DiscordMessage): Json {
  const wire = wireMessage(world, message)
  return isReadable(world, message) ? wire : withoutContent(wire)
}
