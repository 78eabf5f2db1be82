import { z } from 'zod'
import { CannotSay } from '../../domain/errors.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { DiscordApi } from './api.ts'
import { codes, discordError, refusalCode } from './errors.ts'
import type { Channel } from './links.ts'
import { clockErrorMs, earliestSnowflake, isMessageOf, type Message, maxSnowflake, message } from './match-message.ts'

/** https://docs.discord.com/developers/resources/channel#list-public-archived-threads */
const pageSize = 100

/** 1,000 posts put away since the first try. */
const pagesMax = 10

const thread = z.object({
  id: z.string(),
  parent_id: z.string().nullish(),
  thread_metadata: z.object({ archive_timestamp: z.string() }).optional(),
})
type Thread = z.infer<typeof thread>

const threads = z.object({ threads: z.array(thread), has_more: z.boolean().optional() })

/** How a forum post is opened. */
const opening = z.object({ message: z.record(z.string(), z.unknown()) })

/** The forum post that this call opened at or after `since`; undefined when it is certainly not there. */
export async function findInForum(
  call: ApiCall,
  forum: Channel,
  since: number,
  api: DiscordApi,
): Promise<string | undefined> {
  const { message: starter } = opening.parse(call.body)
  const me = await api.ownId()
  const earliest = earliestSnowflake(since)
  const active = threads.parse(await api.call('GET', `/guilds/${forum.guild_id}/threads/active`)).threads
  const archived = await archivedSince(since - clockErrorMs, forum.id, api)
  for (const { id, parent_id: parent } of [...active, ...archived]) {
    if (parent !== forum.id || maxSnowflake(id, earliest) !== id) continue
    const first = await firstMessage(id, api)
    if (first?.author.id === me && isMessageOf(first, starter, since)) return id
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
