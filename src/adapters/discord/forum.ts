import { z } from 'zod'
import { normalizeTag } from '../../domain/digest.ts'
import { DestinationRefused } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { DiscordApi } from './api.ts'
import type { Channel } from './links.ts'
import { idIn, routeOf } from './send.ts'

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types and -flags */
const [forumType, mediaType] = [15, 16]
const requiresTag = 1 << 4

/** https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
const tagsMax = 5

/** Opens a forum post, with the forum's own tags where their names fit. Its first message has the same id as itself. */
export async function postInForum(
  call: ApiCall,
  forum: Channel,
  tags: readonly string[],
  api: Pick<DiscordApi, 'call'>,
  begin?: () => Promise<void>,
): Promise<string> {
  if (forum.type !== forumType && forum.type !== mediaType) {
    throw new DestinationRefused(
      `The Discord channel ${forum.id} is no forum: choose another layout for this destination.`,
    )
  }
  const applied = chooseTags(forum, tags)
  const { verb, path } = routeOf(call, { channel: forum.id })
  const body = { ...call.body, ...(applied.length > 0 && { applied_tags: applied }) }
  return idIn(await api.call(verb, path, { body, begin }))
}

const named = z.object({ name: z.string() })

/** Gives a forum post the name of what it now holds. One that cannot be changed just now holds up nothing. */
export async function renamePost(post: string, name: unknown, api: DiscordApi, log: Log): Promise<void> {
  if (typeof name !== 'string') return
  try {
    // Whoever reads the post would be told of a change even if there is none.
    if (named.parse(await api.call('GET', `/channels/${post}`)).name === name) return
    await api.call('PATCH', `/channels/${post}`, { body: { name } })
  } catch (error) {
    log.warn({ channel: post, err: error }, 'a forum post keeps its old name')
  }
}

function chooseTags({ available_tags: all = [], flags = 0 }: Channel, wanted: readonly string[]): string[] {
  // Moderated tags are not ours to use.
  const usable = all.filter(({ moderated }) => !moderated)
  const names = wanted.map(normalizeTag)
  const fitting = usable.filter(({ name }) => names.includes(normalizeTag(name))).map(({ id }) => id)
  if (fitting.length === 0 && (flags & requiresTag) !== 0) return usable.slice(0, 1).map(({ id }) => id)
  return fitting.slice(0, tagsMax)
}
