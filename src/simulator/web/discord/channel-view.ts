import { channelType } from '../../../validators/discord/limits.ts'
import type { RenderContext } from '../../../web/message-view/context.ts'
import type { DiscordChannel, DiscordMessage, DiscordState, DiscordUser } from '../../discord/state.ts'
import type { MenuEntry } from '../message-menu.ts'
import { open, queryOf, type View } from '../view-state.ts'

/** A reader's view: a channel, and possibly one of its threads. */
export interface ChannelView {
  readonly state: DiscordState
  readonly reader: DiscordUser
  readonly view: View
  readonly channel: DiscordChannel
  /** The thread in the panel: one that exists, or one that the first reply opens. */
  readonly opened?: { readonly id: string; readonly name: string }
  readonly lists: readonly List[]
  /** The number of unread messages in the reader's conversation with the bot. */
  readonly unread: number
  /** The entries that the bot adds to the menu of a message. */
  readonly menu: readonly MenuEntry[]
  /** The posts of a forum, newest first; undefined for any other channel. */
  readonly posts?: readonly DiscordChannel[]
}

/** A list of messages; `id` is the element's. */
export interface List {
  readonly id: 'discord-messages' | 'discord-parent' | 'discord-replies'
  readonly messages: readonly DiscordMessage[]
}

/** The person whose view the page shows. */
export function readerOf(state: DiscordState): DiscordUser {
  return [...state.users.values()].find(({ bot }) => !bot) ?? state.bot
}

/** People write in channels and threads; a forum has only its posts for that. */
export function isWritable(channel: DiscordChannel | undefined): channel is DiscordChannel {
  return channel !== undefined && channel.type !== channelType.forum && channel.thread?.locked !== true
}

/** The channel a view shows, or undefined in a server without channels. */
export function channelViewOf(
  state: DiscordState,
  reader: DiscordUser,
  view: View,
  unread = 0,
  menu: readonly MenuEntry[] = [],
): ChannelView | undefined {
  const channels = [...state.guildChannels(), state.directWith(reader)]
  const channel = channels.find(({ id }) => id === view.discord.channel) ?? channels[0]
  if (!channel) return undefined
  const seen = (id: string) =>
    state.messages(id).filter(({ ephemeralFor }) => !ephemeralFor || ephemeralFor === reader.id)
  const messages = seen(channel.id)
  const lists: List[] = [{ id: 'discord-messages', messages }]
  const id = view.discord.thread ?? ''
  // A thread has the id of the message it was opened from.
  const parent = messages.filter((message) => message.id === id && !message.ephemeralFor)
  const thread = state.channels.get(id)
  const isOpen = thread?.parentId === channel.id || parent.length > 0
  if (isOpen) lists.push({ id: 'discord-parent', messages: parent }, { id: 'discord-replies', messages: seen(id) })
  const posts = channel.type === channelType.forum ? postsOf(state, channel) : undefined
  return {
    state,
    reader,
    view,
    channel,
    lists,
    unread,
    menu,
    ...(isOpen && { opened: { id, name: thread?.name ?? 'New thread' } }),
    ...(posts && { posts }),
  }
}

function postsOf(state: DiscordState, forum: DiscordChannel): DiscordChannel[] {
  return [...state.channels.values()].filter(({ parentId }) => parentId === forum.id).reverse()
}
export function threadLink({ view, channel }: ChannelView, thread: string): string {
  return `/${queryOf(open(view, 'discord', { channel: channel.id, thread }))}`
}
export function renderContextOf(channelView: ChannelView, message: DiscordMessage): RenderContext {
  return {
    ...namesIn(channelView),
    controls: {
      action: `/discord/act${viewQuery(channelView)}`,
      fields: { channel: message.channelId, message: message.id },
    },
  }
}
export function namesIn(channelView: ChannelView): RenderContext {
  const { state } = channelView
  return {
    userName: (id) => state.users.get(id)?.displayName ?? id,
    groupName: (id) => state.roles.get(id)?.name ?? id,
    hasImage: (url) => state.images.canFetch(url),
    channelName: (id) => state.channels.get(id)?.name ?? 'unknown',
    local: (url) => localLink(channelView, url),
  }
}
export function viewQuery({ view, channel }: ChannelView): string {
  return queryOf(open(view, 'discord', { channel: channel.id, ...view.discord }))
}

/** `https://discord.com/channels/SERVER/CHANNEL[/MESSAGE]`, as this page can show it. */
export function localLink({ state, view }: Pick<ChannelView, 'state' | 'view'>, address: string): string | undefined {
  const url = URL.parse(address)
  const [, server, id = '', message] = /^\/channels\/(@me|\d+)\/(\d+)(?:\/(\d+))?$/.exec(url?.pathname ?? '') ?? []
  const target = state.channels.get(id)
  if (url?.hostname !== 'discord.com' || !target || (server !== '@me' && server !== state.guild.id)) return undefined
  const opened = target.parentId && target.thread ? { channel: target.parentId, thread: id } : { channel: id }
  const list = opened.thread ? 'replies' : 'messages'
  return `/${queryOf(open(view, 'discord', opened))}${message ? `#discord-${list}-${message}` : ''}`
}
