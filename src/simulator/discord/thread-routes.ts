import { Hono } from 'hono'
import { failWith, failWithError, formError } from '../../validators/discord/error.ts'
import { channelType } from '../../validators/discord/limits.ts'
import type { MessageFields } from '../../validators/discord/message.ts'
import { accepted, activeThreads, deny, guildOf, messageOf, requireChannel, requirePermission } from './access.ts'
import type { DiscordContext, Env } from './context.ts'
import { written } from './message-input.ts'
import { serializeChannel, serializeMessage, threadMember } from './serialize.ts'
import type { DiscordChannel, DiscordState } from './state.ts'

interface NewThread {
  readonly name: string
  readonly auto_archive_duration?: number | null
  readonly applied_tags?: readonly string[] | null
  readonly message?: MessageFields
}

interface ThreadChanges {
  readonly name?: string | null
  readonly archived?: boolean | null
  readonly locked?: boolean | null
  readonly auto_archive_duration?: number | null
  readonly applied_tags?: readonly string[] | null
}

/** resources/channel, "Start Thread": the default of a channel. */
const defaultArchiveMinutes = 4320

/** resources/channel: threads under messages, posts in forums, and their later changes. */
export function threadRoutes({ state }: DiscordContext): Hono<Env> {
  const app = new Hono<Env>()
  for (const some of [openRoutes, changeRoutes, listRoutes]) app.route('/', some(state))
  return app
}

function openRoutes(state: DiscordState): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/channels/:channel/messages/:message/threads', (context) => {
    const channel = requireChannel(state, context.req.param('channel'))
    const message = messageOf(state, channel, context.req.param('message'))
    if (channel.thread || channel.type === channelType.forum) failWith(50024)
    requirePermission(state, channel, 'threads')
    const body = accepted<NewThread>(context, 'POST /channels/*/messages/*/threads')
    if (message.threadId) failWith(160004)
    leaveRoom(state, channel)
    const thread = state.openThread(message, body.name.trim(), body.auto_archive_duration ?? defaultArchiveMinutes)
    return context.json(serializeChannel(state, thread), 201)
  })

  app.post('/channels/:channel/threads', (context) => {
    const forum = requireChannel(state, context.req.param('channel'))
    if (forum.type !== channelType.forum) failWith(50024)
    requirePermission(state, forum, 'send')
    const body = accepted<NewThread>(context, 'POST /channels/*/threads')
    const starter = body.message
    if (!starter) deny('message', 'This field is required')
    leaveRoom(state, forum)
    const post = {
      name: body.name.trim(),
      tags: knownTags(forum, body.applied_tags),
      autoArchiveMinutes: body.auto_archive_duration ?? defaultArchiveMinutes,
    }
    const { thread, message } = state.openPost(forum, post, { author: state.bot, ...written(starter) })
    return context.json({ ...serializeChannel(state, thread), message: serializeMessage(state, message) }, 201)
  })

  return app
}

function changeRoutes(state: DiscordState): Hono<Env> {
  const app = new Hono<Env>()

  app.patch('/channels/:channel', (context) => {
    const thread = requireChannel(state, context.req.param('channel'))
    if (!thread.thread) failWith(50013)
    const body = accepted<ThreadChanges>(context, 'PATCH /channels/*')
    // topics/threads: an archived thread must be unarchived first, possibly by the same call.
    if (thread.thread?.archived && body.archived !== false) failWith(50083)
    state.changeThread(thread, changesOf(state, thread, body))
    return context.json(serializeChannel(state, thread))
  })

  // topics/threads, "Editing & Deleting Threads": it requires MANAGE_THREADS, also of who opened the thread.
  app.delete('/channels/:channel', (context) => {
    const thread = requireChannel(state, context.req.param('channel'))
    if (!thread.thread || !state.mayManageThreads) failWith(50013)
    const deleted = serializeChannel(state, thread)
    state.removeThread(thread)
    return context.json(deleted)
  })

  return app
}

function listRoutes(state: DiscordState): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/guilds/:guild/threads/active', (context) => {
    const { id } = guildOf(state, context.req.param('guild'))
    return context.json(threadList(state, activeThreads(state, id)))
  })

  app.get('/channels/:channel/threads/archived/public', (context) => {
    const channel = requireChannel(state, context.req.param('channel'))
    requirePermission(state, channel, 'history')
    const threads = state
      .threads()
      .filter(({ parentId, thread }) => parentId === channel.id && thread?.archived)
      .toSorted((one, other) => (other.thread?.archivedAt ?? '').localeCompare(one.thread?.archivedAt ?? ''))
    return context.json({ ...threadList(state, threads), has_more: false })
  })

  return app
}

function leaveRoom(state: DiscordState, channel: DiscordChannel): void {
  const open = state.threads(state.guildIdOf(channel)).filter(({ thread }) => !thread?.archived)
  if (open.length >= state.activeThreadsMax) failWith(160006)
}

function knownTags(forum: DiscordChannel, tags: readonly string[] | null | undefined): readonly string[] {
  const known = new Set(forum.availableTags?.map(({ id }) => id))
  const [first, ...more] = (tags ?? []).flatMap((id, index) =>
    known.has(id) ? [] : [{ path: ['applied_tags', index], code: 'INVALID_FORUM_TAG', message: 'Unknown tag' }],
  )
  if (first) failWithError(formError([first, ...more]))
  return tags ?? []
}

function changesOf(state: DiscordState, thread: DiscordChannel, body: ThreadChanges) {
  const forum = state.channels.get(thread.parentId ?? '')
  return {
    ...(body.name && { name: body.name.trim() }),
    ...(typeof body.archived === 'boolean' && { archived: body.archived }),
    ...(typeof body.locked === 'boolean' && { locked: body.locked }),
    ...(body.auto_archive_duration && { autoArchiveMinutes: body.auto_archive_duration }),
    ...(forum && body.applied_tags && { appliedTags: knownTags(forum, body.applied_tags) }),
  }
}

function threadList(state: DiscordState, threads: readonly DiscordChannel[]) {
  return {
    threads: threads.map((thread) => serializeChannel(state, thread)),
    members: threads.map(({ id }) => threadMember(id, state.bot.id)),
  }
}
