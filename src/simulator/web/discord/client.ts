import { html } from 'hono/html'
import { plainWords } from '../../../web/message-view/discord/message.ts'
import { commandType } from '../../discord/commands.ts'
import type { DiscordSimulator } from '../../discord/server.ts'
import type { Client, Patch, UserAction } from '../client.ts'
import { dialogPlace } from '../dialog.ts'
import { initialView, type View } from '../view-state.ts'
import { discordActions } from './actions.ts'
import { suggestions } from './autocomplete.ts'
import { type ChannelView, channelViewOf, localLink, namesIn, readerOf, viewQuery } from './channel-view.ts'
import { postCard, postId } from './forum.ts'
import { itemId, messageItem } from './message-item.ts'
import { modalDialog } from './modal.ts'
import { directEntry } from './sidebar.ts'
import { discordWindow, replyCount, threadName } from './window.ts'

type Change = { channelId: string; messageId: string; what: 'posted' | 'changed' | 'deleted' | 'thread' }
type Listener = Parameters<Client['onChange']>[0]

/** The simulated Discord, seen and used by its first person. */
export function discordClient(simulator: DiscordSimulator): Client {
  const { state, dialogs } = simulator
  const reader = readerOf(state)
  const direct = state.directWith(reader)
  const listeners = new Set<Listener>()
  let seen = 0

  const enter = (view: View): ChannelView | undefined => {
    if (view.discord.channel === direct.id) seen = state.messages(direct.id).length
    const offered = simulator.commands.all().filter(({ type }) => type === commandType.ofMessages)
    const menu = offered.map(({ name }) => ({ id: name, name }))
    return channelViewOf(state, reader, view, state.messages(direct.id).length - seen, menu)
  }
  const dialog = (channelView: ChannelView) => {
    const modal = dialogs.dialogOf(reader.id)
    return dialogPlace('discord', modal && modalDialog(modal, viewQuery(channelView), namesIn(channelView)))
  }
  const dialogPatches = (view: View): Patch[] => {
    const channelView = enter(view)
    return channelView ? [{ list: '', item: 'discord-dialog', html: dialog(channelView) }] : []
  }
  // A dialog opens and closes with what the reader does, and with nothing else.
  const withDialog = (action: (form: URLSearchParams) => Promise<void>) => async (form: URLSearchParams) => {
    const before = dialogs.dialogOf(reader.id)
    await action(form).finally(() => {
      if (dialogs.dialogOf(reader.id) !== before) for (const listener of listeners) listener(dialogPatches)
    })
  }
  const actions = Object.entries(discordActions(simulator, reader)).map(([name, action]) => [name, withDialog(action)])

  return {
    platform: 'discord',
    actions: Object.fromEntries(actions) as Record<UserAction, (form: URLSearchParams) => Promise<void>>,
    typing: (form) => suggestions(form, simulator, reader.id),
    local: (url) => localLink({ state, view: initialView }, url),
    enter: async () => {},
    window(view) {
      const channelView = enter(view)
      if (!channelView) return html`<p>This server has no channels.</p>`
      return discordWindow(channelView, dialog(channelView), dialogs.dialogOf(reader.id) !== undefined)
    },
    onChange(listener) {
      listeners.add(listener)
      const leave = state.onChange((change) =>
        listener((view) => {
          const channelView = enter(view)
          if (!channelView) return []
          const news =
            change.channelId === direct.id ? [{ list: '', item: 'discord-direct', html: directEntry(channelView) }] : []
          return [...news, ...patches(channelView, change)]
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
function patches(channelView: ChannelView, { channelId, messageId, what }: Change): Patch[] {
  if (what === 'deleted') return channelView.lists.map(({ id }) => ({ list: id, item: itemId(id, messageId) }))
  const post = channelView.posts?.find(({ id }) => id === channelId || id === messageId)
  const items = channelView.lists.flatMap((list) =>
    list.messages
      .filter(
        ({ id, channelId: channel }) => id === messageId || (id === channelId && channel === channelView.channel.id),
      )
      .map((one) => ({
        list: list.id,
        item: itemId(list.id, one.id),
        html: messageItem(channelView, list, one),
        ...(what === 'posted' &&
          one.id === messageId && { announce: `New in Discord: ${plainWords(one).slice(0, 200)}` }),
      })),
  )
  return [
    ...items,
    ...(post ? [{ list: 'discord-posts', item: postId(post.id), html: postCard(channelView, post) }] : []),
    ...(channelView.opened && (channelView.opened.id === channelId || channelView.opened.id === messageId)
      ? panelPatches(channelView, channelView.opened.name)
      : []),
  ]
}

function panelPatches(channelView: ChannelView, name: string): Patch[] {
  return [
    { list: '', item: 'discord-reply-count', html: replyCount(channelView) },
    { list: '', item: 'discord-thread-name', html: threadName(name) },
  ]
}
