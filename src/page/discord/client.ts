import { html } from 'hono/html'
import type { DiscordStandIn } from '../../sandbox/discord/stand-in.ts'
import { type Client, type Patch, Unanswered } from '../client.ts'
import { typedMax } from '../composer.ts'
import { postCard, postId } from './forum.ts'
import { item, itemId } from './message.ts'
import { isWritable, type Room, readerOf, roomOf } from './room.ts'
import { discordWindow, replyCount } from './window.ts'

type Change = { channelId: string; messageId: string; what: 'posted' | 'changed' | 'deleted' | 'thread' }

/** The simulated Discord, seen and used by its first person. */
export function discordClient(standIn: DiscordStandIn): Client {
  const { world } = standIn
  const reader = readerOf(world)
  return {
    platform: 'discord',
    window(view) {
      const room = roomOf(world, reader, view)
      return room ? discordWindow(room) : html`<p>This server has no channels.</p>`
    },
    onChange: (listener) =>
      world.onChange((change) => {
        listener((view) => {
          const room = roomOf(world, reader, view)
          return room ? patches(room, change) : []
        })
      }),
    async act(form) {
      const field = (name: string) => form.get(name) ?? ''
      const [channelId, messageId, customId] = [field('channel'), field('message'), field('control')]
      const values = form.getAll('value')
      const action = { user: reader.id, channelId, messageId, customId, ...(values.length > 0 && { values }) }
      await standIn.act(action).catch((error) => {
        throw new Unanswered('Discord', { cause: error })
      })
    },
    say(form) {
      const [text, channel] = [form.get('text')?.trim() ?? '', form.get('channel') ?? '']
      if (!text || text.length > typedMax || !isWritable(world, channel)) return false
      world.say(reader.id, channel, text)
      return true
    },
  }
}

/** The changed message where it stands, and what counts the messages of its thread: the card below its parent, or the post. */
function patches(room: Room, { channelId, messageId, what }: Change): Patch[] {
  if (what === 'deleted') return room.lists.map(({ id }) => ({ list: id, item: itemId(id, messageId) }))
  const post = room.posts?.find(({ id }) => id === channelId || id === messageId)
  const items = room.lists.flatMap((list) =>
    list.messages
      .filter(({ id, channelId: channel }) => id === messageId || (id === channelId && channel === room.channel.id))
      .map((one) => ({
        list: list.id,
        item: itemId(list.id, one.id),
        html: item(room, list, one),
        ...(what === 'posted' && one.id === messageId && { announce: `New in Discord: ${one.content.slice(0, 200)}` }),
      })),
  )
  return [
    ...items,
    ...(post ? [{ list: 'discord-posts', item: postId(post.id), html: postCard(room, post) }] : []),
    ...(room.thread?.id === channelId ? [{ list: '', item: 'discord-reply-count', html: replyCount(room) }] : []),
  ]
}
