import { Hono } from 'hono'
import { hourMs } from '../../domain/duration.ts'
import type { Json } from '../../lib/json.ts'
import { failWith } from '../../validators/discord/error.ts'
import { channelType } from '../../validators/discord/limits.ts'
import type { MessageFields } from '../../validators/discord/message.ts'
import {
  accepted,
  isForbidden,
  messageOf,
  numberOf,
  requireChannel,
  requirePermission,
  requireWriteAccess,
  snowflake,
} from './access.ts'
import type { DiscordContext, Env } from './context.ts'
import { editedMessage, written } from './message-input.ts'
import { isReadable, serializeMessage, withoutContent } from './serialize.ts'
import { compareIds } from './snowflake.ts'
import type { DiscordChannel, DiscordMessage, DiscordState } from './state.ts'

interface NewMessage extends MessageFields {
  readonly nonce?: string | number | null
  readonly enforce_nonce?: boolean | null
}

/** resources/message: the bot posts, reads and edits messages. */
export function messageRoutes(site: DiscordContext): Hono<Env> {
  const app = new Hono<Env>()
  for (const some of [postRoutes, readRoutes, changeRoutes]) app.route('/', some(site))
  return app
}

function postRoutes({ state, nonces }: DiscordContext): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/channels/:channel/messages', (context) => {
    const channel = requireChannel(state, context.req.param('channel'))
    requireWriteAccess(state, channel)
    const body = accepted<NewMessage>(context, 'POST /channels/*/messages')
    const { nonce, enforce_nonce: enforced } = body
    const message = (nonce && enforced && nonces.find(nonce)) || post(state, channel, body, nonce)
    if (nonce) nonces.remember(nonce, message)
    return context.json({ ...serializeMessage(state, message), ...(nonce && { nonce }) })
  })

  return app
}

function readRoutes({ state }: DiscordContext): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/channels/:channel/messages', (context) => {
    const channel = requireChannel(state, context.req.param('channel'))
    if (channel.type === channelType.forum) failWith(50024)
    const limit = numberOf(context, 'limit', 50, [1, 100])
    // resources/message, "Get Channel Messages": without the permission the list is empty, and there is no error.
    if (isForbidden(state, channel, 'history')) return context.json([])
    const { before, after } = context.req.query()
    for (const id of [before, after]) if (id !== undefined) snowflake(id)
    const found = page(visible(state, channel), { before, after }, limit)
    return context.json(found.map((message) => asRead(state, message)))
  })

  app.get('/channels/:channel/messages/:message', (context) => {
    const channel = requireChannel(state, context.req.param('channel'))
    requirePermission(state, channel, 'history')
    return context.json(asRead(state, messageOf(state, channel, context.req.param('message'))))
  })

  return app
}

function changeRoutes({ state }: DiscordContext): Hono<Env> {
  const app = new Hono<Env>()

  app.patch('/channels/:channel/messages/:message', (context) => {
    const channel = requireChannel(state, context.req.param('channel'))
    const message = messageOf(state, channel, context.req.param('message'))
    const body = accepted<MessageFields>(context, 'PATCH /channels/*/messages/*')
    if (message.author.id !== state.bot.id) failWith(50005)
    if (channel.thread?.archived) failWith(50083)
    if (isOld(message)) state.oldEdits -= 1
    if (state.oldEdits < 0) failWith(30046)
    state.edit(message, editedMessage(message, body))
    return context.json(serializeMessage(state, message))
  })

  // Contrary to topics/threads, messages of an archived thread cannot be deleted: github.com/victornpb/undiscord/issues/399
  app.delete('/channels/:channel/messages/:message', (context) => {
    const channel = requireChannel(state, context.req.param('channel'))
    const message = messageOf(state, channel, context.req.param('message'))
    // Others' messages need MANAGE_MESSAGES, which the bot has not.
    if (message.author.id !== state.bot.id) failWith(50013)
    if (channel.thread?.archived) failWith(50083)
    state.remove(message)
    return context.body(null, 204)
  })

  return app
}

function post(
  state: DiscordState,
  channel: DiscordChannel,
  body: MessageFields,
  nonce: NewMessage['nonce'],
): DiscordMessage {
  return state.post({ channelId: channel.id, author: state.bot, ...written(body), ...(nonce && { nonce: `${nonce}` }) })
}

function visible(state: DiscordState, channel: DiscordChannel): DiscordMessage[] {
  return state.messages(channel.id).filter(({ ephemeralFor }) => !ephemeralFor)
}

/** In milliseconds: topics/opcodes-and-status-codes, 30046. */
const oldAfterMs = hourMs

function isOld({ timestamp }: DiscordMessage): boolean {
  return Date.now() - Date.parse(timestamp) > oldAfterMs
}

/** Newest first; those nearest to the id asked for. */
function page(
  messages: readonly DiscordMessage[],
  { before, after }: Readonly<Record<'before' | 'after', string | undefined>>,
  limit: number,
): DiscordMessage[] {
  const older = (id: string) => messages.filter((message) => compareIds(message.id, id) < 0)
  const newer = (id: string) => messages.filter((message) => compareIds(message.id, id) > 0)
  if (after) return newer(after).slice(0, limit).toReversed()
  return (before ? older(before) : messages).slice(-limit).toReversed()
}

function asRead(state: DiscordState, message: DiscordMessage): Json {
  const serialized = serializeMessage(state, message)
  return isReadable(state, message) ? serialized : withoutContent(serialized)
}
