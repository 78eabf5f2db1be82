import { html } from 'hono/html'
import type { DiscordStandIn } from '../../discord/server.ts'
import type { Client, Deed, Patch } from '../client.ts'
import { dialogPlace } from '../dialog.ts'
import { nowhere, type View } from '../view-state.ts'
import { discordDeeds } from './actions.ts'
import { localLink, namesIn, type Room, readerOf, roomOf, roomQuery } from './channel-view.ts'
import { postCard, postId } from './forum.ts'
import { item, itemId, wordsOf } from './message-item.ts'
import { modalDialog } from './modal.ts'
import { directEntry } from './sidebar.ts'
import { typing } from './suggestions.ts'
import { discordWindow, replyCount, threadName } from './window.ts'

type Change = { channelId: string; messageId: string; what: 'posted' | 'changed' | 'deleted' | 'thread' }
type Listener = Parameters<Client['onChange']>[0]

/** The simulated Discord, seen and used by its first person. */
export function discordClient(standIn: DiscordStandIn): Client {
  const { world, dialogs } = standIn
  const reader = readerOf(world)
  const direct = world.directWith(reader)
  const listeners = new Set<Listener>()
  let seen = 0

  const enter = (view: View): Room | undefined => {
    if (view.discord.channel === direct.id) seen = world.messages(direct.id).length
    return roomOf(world, reader, view, world.messages(direct.id).length - seen)
  }
  const dialog = (room: Room) => {
    const modal = dialogs.dialogOf(reader.id)
    return dialogPlace('discord', modal && modalDialog(modal, roomQuery(room), namesIn(room)))
  }
  const dialogPatches = (view: View): Patch[] => {
    const room = enter(view)
    return room ? [{ list: '', item: 'discord-dialog', html: dialog(room) }] : []
  }
  // A dialog opens and closes with what the reader does, and with nothing else.
  const withDialog = (deed: (form: URLSearchParams) => Promise<void>) => async (form: URLSearchParams) => {
    const before = dialogs.dialogOf(reader.id)
    await deed(form).finally(() => {
      if (dialogs.dialogOf(reader.id) !== before) for (const listener of listeners) listener(dialogPatches)
    })
  }
  const deeds = Object.entries(discordDeeds(standIn, reader)).map(([name, deed]) => [name, withDialog(deed)])

  return {
    platform: 'discord',
    deeds: Object.fromEntries(deeds) as Record<Deed, (form: URLSearchParams) => Promise<void>>,
    typing: (form) => typing(form, standIn, reader.id),
    local: (url) => localLink({ world, view: nowhere }, url),
    enter: async () => {},
    window(view) {
      const room = enter(view)
      if (!room) return html`<p>This server has no channels.</p>`
      return discordWindow(room, dialog(room), dialogs.dialogOf(reader.id) !== undefined)
    },
    onChange(listener) {
      listeners.add(listener)
      const leave = world.onChange((change) =>
        listener((view) => {
          const room = enter(view)
          if (!room) return []
          const news =
            change.channelId === direct.id ? [{ list: '', item: 'discord-direct', html: directEntry(room) }] : []
          return [...news, ...patches(room, change)]
        }),
      )
      return () => {
        listeners.delete(listener)
        leave()
      }
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
        ...(what === 'posted' && one.id === messageId && { announce: `New in Discord: ${wordsOf(one).slice(0, 200)}` }),
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
