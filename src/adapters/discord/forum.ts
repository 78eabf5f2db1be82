import { z } from 'zod'
import { normalizeTag } from '../../domain/digest.ts'
import { CannotSay, DestinationRefused, errorFields } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { ApiCall } from '../../domain/part.ts'
import { failureReason } from '../../i18n/failures.ts'
import type { DiscordApi } from './api.ts'
import { codes, errorCode } from './errors.ts'
import {
  clockErrorMs,
  earliestSnowflake,
  isMessageOf,
  type Message,
  maxSnowflake,
  message,
  type Search,
} from './find.ts'
import type { Channel } from './links.ts'

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types and -flags */
const [forumType, mediaType] = [15, 16]
const requiresTag = 1 << 4

/** https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
const tagsMax = 5

/**
 * The call that opens a forum post, with those of the forum's tags whose names match. The post and its first message have
 * the same id. Throws `DestinationRefused` if the channel is not a forum.
 */
export function withForumTags(call: ApiCall, forum: Channel, tags: readonly string[]): ApiCall {
  if (forum.type !== forumType && forum.type !== mediaType) {
    throw new DestinationRefused(failureReason('discord-not-a-forum', forum.id))
  }
  const applied = chooseTags(forum, tags)
  return { ...call, body: { ...call.body, ...(applied.length > 0 && { applied_tags: applied }) } }
}

const named = z.object({ name: z.string() })

/** Renames a forum post if its digest was renamed. Never throws: the old name is only logged. */
export async function renamePost(post: string, name: unknown, api: DiscordApi, log: Log): Promise<void> {
  if (typeof name !== 'string') return
  try {
    // Discord announces a rename in the post even if the name stays the same.
    if (named.parse(await api.call('GET', `/channels/${post}`)).name === name) return
    await api.call('PATCH', `/channels/${post}`, { body: { name } })
  } catch (error) {
    log.warn({ channel: post, ...errorFields(error) }, 'a forum post keeps its old name')
  }
}

function chooseTags({ available_tags: all = [], flags = 0 }: Channel, wanted: readonly string[]): string[] {
  // Only moderators may apply moderated tags.
  const usable = all.filter(({ moderated }) => !moderated)
  const names = wanted.map(normalizeTag)
  const fitting = usable.filter(({ name }) => names.includes(normalizeTag(name))).map(({ id }) => id)
  if (fitting.length === 0 && (flags & requiresTag) !== 0) return usable.slice(0, 1).map(({ id }) => id)
  return fitting.slice(0, tagsMax)
}

/** https://docs.discord.com/developers/resources/channel#list-public-archived-threads */
const threadsPerPage = 100

/** Up to 1,000 posts archived since the first attempt. */
const threadPagesMax = 10

const thread = z.object({
  id: z.string(),
  name: z.string().optional(),
  parent_id: z.string().nullish(),
  thread_metadata: z.object({ archive_timestamp: z.string() }).optional(),
})
type Thread = z.infer<typeof thread>

const threads = z.object({ threads: z.array(thread), has_more: z.boolean().optional() })

const opening = z.object({ name: z.string().optional(), message: z.record(z.string(), z.unknown()) })

/** The id of the forum post that this call opened at or after `since`; undefined if it is certainly not there. */
export async function findInForum(
  call: ApiCall,
  forum: Channel,
  { since, others }: Search,
  api: DiscordApi,
): Promise<string | undefined> {
  const { name, message: starter } = opening.parse(call.body)
  const me = await api.ownId()
  const earliest = earliestSnowflake(since)
  const active = threads.parse(await api.call('GET', `/guilds/${forum.guild_id}/threads/active`)).threads
  const archived = await archivedSince(since - clockErrorMs, forum.id, api)
  // Two posts of one day may have the same mark, of which there are 3,600: the one with the title comes first.
  const all = [...active, ...archived].toSorted((one, other) => Number(other.name === name) - Number(one.name === name))
  for (const { id, parent_id: parent } of all) {
    if (parent !== forum.id || others.has(id) || maxSnowflake(id, earliest) !== id) continue
    const first = await firstMessage(id, api)
    if (first?.author.id === me && isMessageOf(first, starter, since)) return id
  }
  return undefined
}

/** Threads archived after this moment. Discord lists them by archive time, latest first. */
async function archivedSince(moment: number, forum: string, api: DiscordApi): Promise<readonly Thread[]> {
  const found: Thread[] = []
  let before: string | undefined
  for (let pages = 0; pages < threadPagesMax; pages += 1) {
    const query = { limit: String(threadsPerPage), ...(before && { before }) }
    const page = threads.parse(await api.call('GET', `/channels/${forum}/threads/archived/public`, { query }))
    found.push(...page.threads)
    before = page.threads.at(-1)?.thread_metadata?.archive_timestamp
    if (!page.has_more || before === undefined || Date.parse(before) < moment) return found
  }
  throw new CannotSay('Discord', `more than ${threadsPerPage * threadPagesMax} posts of the forum were closed since`)
}

/** The first message has the id of the post; undefined if it was deleted. */
async function firstMessage(post: string, api: DiscordApi): Promise<Message | undefined> {
  try {
    return message.parse(await api.call('GET', `/channels/${post}/messages/${post}`))
  } catch (error) {
    if (errorCode(error) === codes.unknownMessage) return undefined
    throw error
  }
}
