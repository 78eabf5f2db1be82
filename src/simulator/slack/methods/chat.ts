import { SlackErrorResponse } from '../../../validators/slack/error.ts'
import { limits } from '../../../validators/slack/limits.ts'
import { withIds } from '../ids.ts'
import { type Args, joinedChannelOf, type Method, type MethodContext, messageAt, textArgument } from '../method.ts'
import { messageObject } from '../serialize.ts'
import type { SlackChannel, SlackMessage, SlackState } from '../state.ts'

const postMessage: Method = (args, workspace) => {
  const { state } = workspace
  const channel = writableChannelOf(args, workspace)
  const threadTs = threadOf(args, state, channel)
  const text = textArgument(args, 'text')
  const message = state.post({
    channel: channel.id,
    user: state.bot.id,
    text: text.slice(0, limits.messageText),
    ...contentOf(args),
    ...(threadTs && { threadTs }),
    ...(args.metadata ? { metadata: args.metadata } : {}),
  })
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageObject(state, message),
    ...(text.length > limits.messageText && truncated),
  }
}

const truncated = { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } }

const postEphemeral: Method = (args, workspace) => {
  const { state } = workspace
  const channel = writableChannelOf(args, workspace)
  const user = textArgument(args, 'user')
  if (!channel.members.has(user)) throw new SlackErrorResponse('user_not_in_channel')
  const threadTs = threadOf(args, state, channel)
  const message = state.post({
    channel: channel.id,
    user: state.bot.id,
    text: textArgument(args, 'text'),
    ...contentOf(args),
    ...(threadTs && { threadTs }),
    ephemeralFor: user,
  })
  return { message_ts: message.ts }
}

const update: Method = (args, workspace) => {
  const { state } = workspace
  const channel = joinedChannelOf(args, workspace)
  const { ts, blocks: before } = ownMessage(args, workspace, channel)
  if (channel.isArchived) throw new SlackErrorResponse('is_inactive')
  if (Date.now() - Number(ts) * 1000 > state.editWindowMs) throw new SlackErrorResponse('edit_window_closed')
  const { blocks } = contentOf(args)
  // https://docs.slack.dev/reference/methods/chat.update: only rich text can replace rich text.
  if (blocks && hasRichText(before) && !hasRichText(blocks)) throw new SlackErrorResponse('block_mismatch')
  const isText = 'text' in args
  state.change(channel.id, ts, {
    ...(isText && { text: textArgument(args, 'text') }),
    // Text alone replaces the blocks; without text and blocks, they stay.
    ...(blocks ? { blocks } : isText && { blocks: [], edited: true }),
    ...(args.metadata ? { metadata: args.metadata } : {}),
  })
  const changed = messageAt(workspace, channel, ts)
  return { channel: channel.id, ts, text: changed.text, message: messageObject(state, changed) }
}

const remove: Method = (args, workspace) => {
  const { state } = workspace
  const channel = joinedChannelOf(args, workspace)
  const message = messageAt(workspace, channel, textArgument(args, 'ts'))
  if (message.user !== state.bot.id) throw new SlackErrorResponse('cant_delete_message')
  if (channel.isArchived) throw new SlackErrorResponse('is_archived')
  if (state.keepsMessages) throw new SlackErrorResponse('compliance_exports_prevent_deletion')
  state.remove(channel.id, message.ts)
  return { channel: channel.id, ts: message.ts }
}

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
}

function hasRichText(blocks: SlackMessage['blocks'] = []): boolean {
  return blocks.some((block) => (block as { readonly type?: unknown }).type === 'rich_text')
}

/** A user's id means the direct conversation with them. */
function writableChannelOf(args: Args, workspace: MethodContext): SlackChannel {
  const { state } = workspace
  const user = state.users.get(textArgument(args, 'channel'))
  const channel = user && !user.isBot ? state.directWith(user) : joinedChannelOf(args, workspace)
  if (channel.isArchived) throw new SlackErrorResponse('is_archived')
  return channel
}

/**
 * The thread a message goes to, by its first message. Where that one is gone, Slack posts the reply in the channel and
 * leaves `thread_ts` out of its response: https://github.com/slack-go/slack/issues/1571
 */
function threadOf(args: Args, state: SlackState, channel: SlackChannel): string {
  const threadTs = textArgument(args, 'thread_ts')
  const parent = state.message(channel.id, threadTs)
  if (!parent || parent.ephemeralFor) return ''
  if (parent.threadTs) throw new SlackErrorResponse('cannot_reply_to_message')
  return threadTs
}

function contentOf({ blocks }: Args): Pick<SlackMessage, 'blocks'> {
  return Array.isArray(blocks) ? { blocks: withIds(blocks) } : {}
}

function ownMessage(args: Args, workspace: MethodContext, channel: SlackChannel): SlackMessage {
  const message = messageAt(workspace, channel, textArgument(args, 'ts'))
  if (message.user !== workspace.state.bot.id) throw new SlackErrorResponse('cant_update_message')
  return message
}
