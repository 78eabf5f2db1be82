import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import { truncate } from '../../domain/truncate.ts'
import type { DiscordApi } from './api.ts'
import { codes, errorCode, threadError } from './errors.ts'

/** https://docs.discord.com/developers/resources/channel#start-thread-from-message */
const nameMax = 100

/** Three days: long enough for a weekend. In minutes. */
const archiveAfterMinutes = 4320

/** The thread that a message is in, or else the thread under it, which has the id of the message. */
export function threadOf(ref: MessageRef): string {
  return ref.thread ?? ref.message
}

/** Opens the thread under a message, unless there is one. */
export async function openThread(ref: MessageRef, name: string, api: DiscordApi): Promise<void> {
  const body = { name: truncate(name, nameMax) || '…', auto_archive_duration: archiveAfterMinutes }
  try {
    await api.call('POST', `/channels/${ref.channel}/messages/${ref.message}/threads`, { body })
  } catch (error) {
    if (errorCode(error) !== codes.threadExists) throw threadError(error)
  }
}

/** Messages of an archived thread cannot be edited. */
export async function unarchive(thread: string, api: DiscordApi): Promise<void> {
  await api.call('PATCH', `/channels/${thread}`, { body: { archived: false } })
}

const counted = z.object({ message_count: z.number().optional() })

/** The number of messages in the thread of a message; 0 if there is no thread. */
export async function countReplies(ref: MessageRef, api: DiscordApi): Promise<number> {
  const thread = threadOf(ref)
  try {
    return counted.parse(await api.call('GET', `/channels/${thread}`)).message_count ?? 0
  } catch (error) {
    if (errorCode(error) === codes.unknownChannel) return 0
    throw error
  }
}

const message = z.object({ content: z.string() })

/** The first line of a message, as the name of its thread. */
export async function firstLine(ref: MessageRef, api: DiscordApi): Promise<string> {
  const { content } = message.parse(await api.call('GET', `/channels/${ref.channel}/messages/${ref.message}`))
  const line = content.split('\n').find((text) => /\p{L}|\p{N}/u.test(text)) ?? ''
  return line
    .replace(/^(?:-?#+|>|-)\s+/, '')
    .replace(/\\([^\p{L}\p{N}\s])|\*\*/gu, '$1')
    .trim()
}
