import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import type { Log } from '../../domain/log.ts'
import type { DiscordApi } from './api.ts'
import { codes, errorCode } from './errors.ts'
import { clockSkewMs, idAt } from './find.ts'
import { unarchive } from './threads.ts'

/** Deletes a message of ours and the thread that we opened under it, unless others wrote there. */
export async function deleteMessage(
  { channel, message, thread }: MessageRef,
  api: DiscordApi,
  log: Log,
): Promise<void> {
  // There are no threads in threads; a forum post is the thread of its own first message.
  const mayHaveThread = thread === undefined || thread === message
  const under = mayHaveThread ? await emptyThread(message, api, log) : undefined
  const isRefused = under !== undefined && !(await deleteThread(under.id, api))
  await ifThere(() => deleteOne(channel, message, api))
  if (!under) return
  if (isRefused) {
    await archive(under.id, api)
    log.warn(
      { platform: 'discord', channel: under.id },
      'an empty thread is archived: deleting it needs Manage Threads',
    )
  }
  if (under.id !== channel) await deleteLine(under, channel, api)
}

/** Messages of an archived thread cannot be deleted: https://github.com/victornpb/undiscord/issues/399 */
async function deleteOne(channel: string, message: string, api: DiscordApi): Promise<void> {
  const path = `/channels/${channel}/messages/${message}` as const
  try {
    await api.call('DELETE', path)
  } catch (error) {
    if (errorCode(error) !== codes.threadArchived) throw error
    await unarchive(channel, api)
    await api.call('DELETE', path)
  }
}

const opened = z.object({
  owner_id: z.string().optional(),
  message_count: z.number().optional(),
  thread_metadata: z.object({ create_timestamp: z.string().nullish() }).optional(),
})

interface Thread {
  readonly id: string
  /** ISO 8601. */
  readonly openedAt?: string | null | undefined
}

/** The thread with this id, if the bot opened it and it holds no message of others. */
async function emptyThread(id: string, api: DiscordApi, log: Log): Promise<Thread | undefined> {
  const thread = opened.safeParse(await ifThere(() => api.call('GET', `/channels/${id}`))).data
  if (!thread || thread.owner_id !== (await api.ownId())) return undefined
  if (await hasOtherMessages(id, thread.message_count, api)) {
    log.warn({ platform: 'discord', channel: id }, 'others wrote in a thread of a deleted message, so the thread stays')
    return undefined
  }
  return { id, openedAt: thread.thread_metadata?.create_timestamp }
}

/**
 * False without the permission "Manage Threads", which the bot does not ask for:
 * https://docs.discord.com/developers/topics/threads#editing-%26-deleting-threads
 */
async function deleteThread(id: string, api: DiscordApi): Promise<boolean> {
  try {
    await ifThere(() => api.call('DELETE', `/channels/${id}`))
    return true
  } catch (error) {
    if (errorCode(error) !== codes.missingPermissions) throw error
    return false
  }
}

async function archive(thread: string, api: DiscordApi): Promise<void> {
  try {
    await api.call('PATCH', `/channels/${thread}`, { body: { archived: true } })
  } catch (error) {
    // It is archived already.
    if (errorCode(error) !== codes.threadArchived) throw error
  }
}

const seen = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    type: z.number().optional(),
    message_reference: z.object({ channel_id: z.string().optional() }).nullish(),
  }),
)

/** https://docs.discord.com/developers/resources/message#message-object-message-types */
const threadCreatedType = 18

/** https://docs.discord.com/developers/resources/message#get-channel-messages */
const pageSize = 100

/**
 * Whether a thread has messages besides its first one. Both its own count and the list say so: without "Read Message
 * History" the list is empty.
 */
async function hasOtherMessages(id: string, count: number | undefined, api: DiscordApi): Promise<boolean> {
  if (count !== 0) return true
  const query = { limit: String(pageSize) }
  const messages = seen.parse(await api.call('GET', `/channels/${id}/messages`, { query }))
  const me = await api.ownId()
  return messages.some(({ author }) => author.id !== me)
}

/** Deletes the line in a text channel that says that we opened a thread under an older message. */
async function deleteLine({ id, openedAt }: Thread, channel: string, api: DiscordApi): Promise<void> {
  if (!openedAt) return
  const query = { after: idAt(Date.parse(openedAt) - clockSkewMs), limit: String(pageSize) }
  const page = seen.parse(await api.call('GET', `/channels/${channel}/messages`, { query }))
  const line = page.find(({ type, message_reference: about }) => type === threadCreatedType && about?.channel_id === id)
  if (line) await ifThere(() => api.call('DELETE', `/channels/${channel}/messages/${line.id}`))
}

/** The response; undefined if the message, or the thread that it was in, is gone. */
async function ifThere(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    const code = errorCode(error)
    if (code === codes.unknownMessage || code === codes.unknownChannel) return undefined
    throw error
  }
}
