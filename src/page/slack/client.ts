import { html } from 'hono/html'
import type { SlackStandIn } from '../../sandbox/slack/stand-in.ts'
import { type Client, type Patch, Unanswered } from '../client.ts'
import { typedMax } from '../composer.ts'
import { item, itemId } from './message.ts'
import { toWire } from './mrkdwn.ts'
import { channelsOf, type Room, readerOf, roomOf } from './room.ts'
import { replyCount, slackWindow } from './window.ts'

type Change = { channel: string; ts: string; what: 'posted' | 'changed' | 'deleted' }

/** The simulated Slack, seen and used by its first person. */
export function slackClient(standIn: SlackStandIn): Client {
  const { world } = standIn
  const reader = readerOf(world)
  return {
    platform: 'slack',
    window(view) {
      const room = roomOf(world, reader, view)
      return room ? slackWindow(room) : html`<p>This workspace has no channels.</p>`
    },
    onChange: (listener) =>
      world.onChange((change) => {
        listener((view) => {
          const room = roomOf(world, reader, view)
          return room && room.channel.id === change.channel ? patches(room, change) : []
        })
      }),
    async act(form) {
      const field = (name: string) => form.get(name) ?? ''
      const [channel, ts, blockId, actionId] = [field('channel'), field('ts'), field('block'), field('action')]
      await standIn.act({ user: reader.id, channel, ts, blockId, actionId, value: field('value') }).catch((error) => {
        throw new Unanswered(error)
      })
    },
    say(form) {
      const [text, channel] = [form.get('text')?.trim() ?? '', form.get('channel') ?? '']
      if (!text || text.length > typedMax || !channelsOf(world, reader).some(({ id }) => id === channel)) return false
      world.say(reader.id, channel, toWire(text), form.get('thread') ?? undefined)
      return true
    },
  }
}

/** The changed message where it stands, and the message whose thread it is in: its bar counts the replies. */
function patches(room: Room, { channel, ts, what }: Change): Patch[] {
  if (what === 'deleted') return room.lists.map(({ id }) => ({ list: id, item: itemId(id, ts) }))
  const thread = room.world.messages(channel).find((one) => one.ts === ts)?.threadTs
  const items = room.lists.flatMap((list) =>
    list.messages
      .filter((one) => one.ts === ts || one.ts === thread)
      .map((one) => ({
        list: list.id,
        item: itemId(list.id, one.ts),
        html: item(room, list, one),
        ...(what === 'posted' && one.ts === ts && { announce: `New in Slack: ${one.text.slice(0, 200)}` }),
      })),
  )
  return room.parent?.ts === thread
    ? [...items, { list: '', item: 'slack-reply-count', html: replyCount(room) }]
    : items
}
