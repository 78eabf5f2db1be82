import { html } from 'hono/html'
import type { DiscordStandIn } from '../../sandbox/discord/stand-in.ts'
import type { DiscordChannel, DiscordWorld } from '../../sandbox/discord/world.ts'
import { type Client, type Patch, Unanswered } from '../client.ts'
import { typedMax } from '../composer.ts'
import { postCard, postId } from './forum.ts'
import { item, itemId } from './message.ts'
import { isWritable, type Room, readerOf, roomOf } from './room.ts'
import { discordWindow, replyCount, threadName } from './window.ts'

const threadNameMax = 40 // characters
const archiveAfterMinutes = 4_320

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
        throw new Unanswered(error)
      })
    },
    say(form) {
      const text = form.get('text')?.trim() ?? ''
      const id = form.get('channel') ?? ''
      if (!text || text.length > typedMax) return false
      const channel = world.channels.get(id) ?? openThread(world, form.get('parent') ?? '', id, text)
      if (!isWritable(channel)) return false
      world.say(reader.id, channel.id, text)
      return true
    },
  }
}

/** The first reply to a message opens a thread named after what it says. */
function openThread(world: DiscordWorld, parent: string, id: string, text: string): DiscordChannel | undefined {
  const message = world.message(parent, id)
  const name = [...(text.split('\n')[0] ?? '')].slice(0, threadNameMax).join('')
  return message && !message.ephemeralFor ? world.openThread(message, name, archiveAfterMinutes) : undefined
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
    ...(room.opened && (room.opened.id === channelId || room.opened.id === messageId)
      ? panelPatches(room, room.opened.name)
      : []),
  ]
}

function panelPatches(room: Room, name: string): Patch[] {
  return [
    { list: '', item: 'discord-reply-count', html: replyCount(room) },
    { list: '', item: 'discord-thread-name', html: threadName(name) },
  ]
}
