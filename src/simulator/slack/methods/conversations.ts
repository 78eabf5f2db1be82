import { SlackErrorResponse } from '../../../validators/slack/error.ts'
import {
  type Args,
  joinedChannelOf,
  type Method,
  type MethodContext,
  textArgument,
  visibleChannelOf,
} from '../method.ts'
import { pageOf } from '../paging.ts'
import { requireHistoryScope, requireListScopes } from '../scopes.ts'
import { channelObject, messageObject } from '../serialize.ts'
import type { SlackChannel, SlackMessage, SlackState } from '../state.ts'

function readableChannelOf(args: Args, workspace: MethodContext): SlackChannel {
  requireHistoryScope(visibleChannelOf(args, workspace), workspace.scopes)
  return joinedChannelOf(args, workspace)
}

const history: Method = (args, workspace) => {
  const channel = readableChannelOf(args, workspace)
  const within = timespan(args)
  const messages = workspace.state
    .messages(channel.id)
    .filter((message) => !message.ephemeralFor && !message.threadTs && within(message))
  return messagePage(workspace.state, messages.toReversed(), args)
}

const replies: Method = (args, workspace) => {
  const channel = readableChannelOf(args, workspace)
  const ts = textArgument(args, 'ts')
  const first = workspace.state.message(channel.id, ts)
  if (!first || first.ephemeralFor) throw new SlackErrorResponse('thread_not_found')
  const within = timespan(args)
  const messages = workspace.state
    .messages(channel.id)
    .filter((message) => message.ts === ts || (message.threadTs === ts && !message.ephemeralFor && within(message)))
  return messagePage(workspace.state, messages, args)
}

function messagePage(state: SlackState, messages: readonly SlackMessage[], args: Args) {
  const { items, nextCursor } = pageOf(messages, args, ({ ts }) => ts)
  return {
    messages: items.map((message) => messageObject(state, message, args.include_all_metadata === true)),
    has_more: nextCursor !== '',
    pin_count: 0,
    ...(nextCursor && { response_metadata: { next_cursor: nextCursor } }),
  }
}

/** Whether a message lies between `oldest` and `latest`; exactly on them counts when `inclusive`. */
function timespan(args: Args): (message: SlackMessage) => boolean {
  const [oldest, latest] = [moment(args, 'oldest') ?? 0, moment(args, 'latest') ?? Number.POSITIVE_INFINITY]
  const slack = args.inclusive === true ? 0 : 1
  return ({ ts }) => microsOf(ts) >= oldest + slack && microsOf(ts) <= latest - slack
}

function moment(args: Args, name: 'oldest' | 'latest'): number | undefined {
  const text = textArgument(args, name)
  if (!text) return undefined
  if (!/^\d{1,10}(\.\d{1,6})?$/.test(text)) throw new SlackErrorResponse(`invalid_ts_${name}`)
  return microsOf(text)
}

/** In whole microseconds, so that neighbours differ. */
function microsOf(ts: string): number {
  const [seconds = '', fraction = ''] = ts.split('.')
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0'))
}

const info: Method = (args, workspace) => ({
  channel: channelObject(workspace.state, visibleChannelOf(args, workspace)),
})

const join: Method = (args, workspace) => {
  const { state } = workspace
  const channel = visibleChannelOf(args, workspace)
  if (channel.isPrivate) throw new SlackErrorResponse('method_not_supported_for_channel_type')
  if (channel.isArchived) throw new SlackErrorResponse('is_archived')
  const wasMember = channel.members.has(state.bot.id)
  channel.members.add(state.bot.id)
  return { channel: channelObject(state, channel), ...(wasMember && alreadyIn) }
}

/** Public channels by default; private ones only if the bot is in them. */
const list: Method = (args, { state, scopes }) => {
  const types = (textArgument(args, 'types') || 'public_channel').split(',').map((type) => type.trim())
  if (types.some((type) => !['public_channel', 'private_channel'].includes(type)))
    throw new SlackErrorResponse('invalid_types')
  requireListScopes(types, scopes)
  const channels = [...state.channels.values()].filter(
    ({ isPrivate, isArchived, members, with: partner }) =>
      partner === undefined &&
      types.includes(isPrivate ? 'private_channel' : 'public_channel') &&
      !(isPrivate && !members.has(state.bot.id)) &&
      !(isArchived && args.exclude_archived === true),
  )
  const { items, nextCursor } = pageOf(channels, args, ({ id }) => id)
  return {
    channels: items.map((channel) => channelObject(state, channel)),
    response_metadata: { next_cursor: nextCursor },
  }
}

const alreadyIn = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.join': join,
  'conversations.list': list,
}
