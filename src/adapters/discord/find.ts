import { z } from 'zod'
import { CannotSay } from '../../domain/errors.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { DiscordApi } from './api.ts'
import { codes, discordError, refusalCode } from './errors.ts'

/** https://docs.discord.com/developers/resources/message#get-channel-messages */
const pageSize = 100

/** 1,000 messages since the first try. */
const pagesMax = 10

/** Discord's clock and ours may differ by this much, in milliseconds. */
const clockSkewMs = 60_000

/** Where Discord's time begins: https://docs.discord.com/developers/reference#snowflakes */
const epochMs = 1_420_070_400_000

const component = z.object({ id: z.number().optional() })

const message = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  content: z.string(),
  components: z.array(component).optional(),
})
type Message = z.infer<typeof message>

const thread = z.object({
  id: z.string(),
  parent_id: z.string().nullish(),
  thread_metadata: z.object({ archive_timestamp: z.string() }).optional(),
})
type Thread = z.infer<typeof thread>

const threads = z.object({ threads: z.array(thread), has_more: z.boolean().optional() })

/** How a forum post is opened. */
const opening = z.object({ message: z.record(z.string(), z.unknown()) })

/** What of a message is ours to recognise: the id of its first component, or, without any, its words. */
const sent = z.object({ content: z.string().optional(), components: z.array(component).optional() })

export interface Where {
  readonly channel: string
  readonly isThread: boolean
}

/** The message that this call posted in a channel at or after `since`; undefined when it is certainly not there. */
export async function findInChannel(
  call: ApiCall,
  where: Where,
  since: number,
  api: DiscordApi,
): Promise<string | undefined> {
  const me = await api.ownId()
  let after = snowflakeAt(since - clockSkewMs)
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await list(where, after, api)
    const found = page.find((seen) => seen.author.id === me && isThis(seen, call.body))
    if (found) return found.id
    if (pages === 0 && page.length === 0) await proveReadable(where, after, api)
    if (page.length < pageSize) return undefined
    after = page.map(({ id }) => id).reduce(later)
  }
  throw new CannotSay('Discord', `more than ${pageSize * pagesMax} messages were posted since`)
}

/** The forum post that this call opened at or after `since`; undefined when it is certainly not there. */
export async function findInForum(
  call: ApiCall,
  forum: { readonly id: string; readonly guild_id?: string | undefined },
  since: number,
  api: DiscordApi,
): Promise<string | undefined> {
  const { message: starter } = opening.parse(call.body)
  const me = await api.ownId()
  const earliest = snowflakeAt(since - clockSkewMs)
  const active = threads.parse(await api.call('GET', `/guilds/${forum.guild_id}/threads/active`)).threads
  const archived = await archivedSince(since - clockSkewMs, forum.id, api)
  for (const { id, parent_id: parent } of [...active, ...archived]) {
    if (parent !== forum.id || later(id, earliest) !== id) continue
    const first = await firstMessage(id, api)
    if (first?.author.id === me && isThis(first, starter)) return id
  }
  return undefined
}

/** Threads that were put away after this moment; they are listed by when that was, latest first. */
async function archivedSince(moment: number, forum: string, api: DiscordApi): Promise<readonly Thread[]> {
  const found: Thread[] = []
  let before: string | undefined
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const query = { limit: String(pageSize), ...(before && { before }) }
    const page = threads.parse(await api.call('GET', `/channels/${forum}/threads/archived/public`, { query }))
    found.push(...page.threads)
    before = page.threads.at(-1)?.thread_metadata?.archive_timestamp
    if (!page.has_more || before === undefined || Date.parse(before) < moment) return found
  }
  throw new CannotSay('Discord', `more than ${pageSize * pagesMax} posts of the forum were closed since`)
}

/** The first message of a post has the post's own id. Somebody may have deleted it. */
async function firstMessage(post: string, api: DiscordApi): Promise<Message | undefined> {
  try {
    return message.parse(await api.send('GET', `/channels/${post}/messages/${post}`))
  } catch (error) {
    if (refusalCode(error) === codes.unknownMessage) return undefined
    throw discordError(error, post)
  }
}

async function list({ channel, isThread }: Where, after: string, api: DiscordApi): Promise<readonly Message[]> {
  try {
    const query = { after, limit: String(pageSize) }
    return z.array(message).parse(await api.send('GET', `/channels/${channel}/messages`, { query }))
  } catch (error) {
    // A thread that was never opened, or is gone: so nothing stands in it.
    if (isThread && refusalCode(error) === codes.unknownChannel) return []
    throw discordError(error, channel)
  }
}

/**
 * A bot that may not read the history is not refused: it is shown an empty list. Asking for one message tells the two
 * apart, because that needs the same permission and is refused without it.
 */
async function proveReadable({ channel }: Where, anyId: string, api: DiscordApi): Promise<void> {
  try {
    await api.send('GET', `/channels/${channel}/messages/${anyId}`)
  } catch (error) {
    const code = refusalCode(error)
    if (code === codes.unknownMessage || code === codes.unknownChannel) return
    throw discordError(error, channel)
  }
}

function isThis(seen: Message, body: unknown): boolean {
  const { content = '', components = [] } = sent.parse(body)
  const marker = components[0]?.id
  if (marker === undefined) return seen.content === content.trim()
  return (seen.components ?? []).some(({ id }) => id === marker)
}

function snowflakeAt(ms: number): string {
  return String(BigInt(Math.max(0, Math.floor(ms) - epochMs)) << 22n)
}

/** Ids grow with time, and are too long for a number. */
function later(one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other
}
