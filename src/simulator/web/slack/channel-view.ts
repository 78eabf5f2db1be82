import type { RenderContext } from '../../../web/message-view/context.ts'
import type { SlackChannel, SlackMessage, SlackState, SlackUser } from '../../slack/state.ts'
import { open, queryOf, type View } from '../view-state.ts'

/** A reader's view: a channel, and possibly one of its threads. */
export interface ChannelView {
  readonly state: SlackState
  readonly reader: SlackUser
  readonly view: View
  readonly channel: SlackChannel
  readonly parent?: SlackMessage
  readonly lists: readonly List[]
}

/** A list of messages; `id` is the element's. */
export interface List {
  readonly id: 'slack-messages' | 'slack-parent' | 'slack-replies'
  readonly messages: readonly SlackMessage[]
}

/** The person whose view the page shows. */
export function readerOf(state: SlackState): SlackUser {
  return [...state.users.values()].find(({ isBot }) => !isBot) ?? state.bot
}

/** The id of the app's Home where a view names a channel. */
export const homePlace = 'home'

/** The channels a reader is in, their conversation with the bot included. */
export function channelsOf(state: SlackState, reader: SlackUser): SlackChannel[] {
  return [...state.channels.values()].filter(({ members }) => members.has(reader.id))
}

/** The channel that a view shows; undefined in a workspace without channels. */
export function channelViewOf(state: SlackState, reader: SlackUser, view: View): ChannelView | undefined {
  const channels = channelsOf(state, reader)
  const channel = channels.find(({ id }) => id === view.slack.channel) ?? channels[0]
  if (!channel) return undefined
  const seen = state.messages(channel.id).filter(({ ephemeralFor }) => !ephemeralFor || ephemeralFor === reader.id)
  const isReply = ({ ts, threadTs }: SlackMessage) => threadTs !== undefined && threadTs !== ts
  const parent = seen.find((message) => message.ts === view.slack.thread && !isReply(message))
  const lists: List[] = [{ id: 'slack-messages', messages: seen.filter((message) => !isReply(message)) }]
  if (parent) {
    lists.push({ id: 'slack-parent', messages: [parent] })
    lists.push({ id: 'slack-replies', messages: seen.filter((one) => isReply(one) && one.threadTs === parent.ts) })
  }
  return { state, reader, view, channel, lists, ...(parent && { parent }) }
}

/** The address of the page with this thread open. */
export function threadLink(channelView: ChannelView, ts: string): string {
  return `/${queryOf(open(channelView.view, 'slack', { channel: channelView.channel.id, thread: ts }))}`
}
export function renderContextOf(channelView: ChannelView, message: SlackMessage): RenderContext {
  return {
    ...namesIn(channelView),
    controls: {
      action: `/slack/act${viewQuery(channelView)}`,
      fields: { channel: channelView.channel.id, ts: message.ts },
    },
  }
}
export function namesIn({ state, view }: Pick<ChannelView, 'state' | 'view'>): RenderContext {
  return {
    userName: (id) => state.users.get(id)?.realName ?? id,
    channelName: (id) => state.channels.get(id)?.name ?? id,
    groupName: (id) => state.groups.find((group) => group.id === id)?.handle ?? id,
    local: (url) => localLink({ state, view }, url),
  }
}
export function viewQuery({ view, channel }: ChannelView): string {
  return queryOf(open(view, 'slack', { channel: channel.id, ...view.slack }))
}

/** `https://example.slack.com/archives/C1/p1773300000000100?thread_ts=1773300000.000050`, as this page can show it. */
export function localLink({ state, view }: Pick<ChannelView, 'state' | 'view'>, address: string): string | undefined {
  const url = URL.parse(address)
  const [, channel, seconds, micros] = /^\/archives\/(\w+)\/p(\d{10})(\d{6})$/.exec(url?.pathname ?? '') ?? []
  if (!url || !channel || !state.channels.has(channel) || !url.hostname.startsWith(`${state.team.domain}.`))
    return undefined
  const ts = `${seconds}.${micros}`
  const message = state.messages(channel).find((one) => one.ts === ts)
  const thread = url.searchParams.get('thread_ts') ?? message?.threadTs
  const opened = thread && thread !== ts ? { channel, thread } : { channel }
  return `/${queryOf(open(view, 'slack', opened))}#slack-${opened.thread ? 'replies' : 'messages'}-${ts}`
}
