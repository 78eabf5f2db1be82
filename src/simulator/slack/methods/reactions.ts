import { SlackErrorResponse } from '../../../validators/slack/error.ts'
import { type Args, channelOf, joinedChannelOf, type Method, messageAt, textOf } from '../method.ts'
import { messageObject } from '../serialize.ts'

const emojiName = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/

const add: Method = (args, workspace) => {
  const channel = joinedChannelOf(args, workspace)
  const { ts } = messageAt(workspace, channel, textOf(args, 'timestamp'))
  if (channel.isArchived) throw new SlackErrorResponse('is_archived')
  if (!workspace.state.react(channel.id, ts, nameOf(args), workspace.state.bot.id))
    throw new SlackErrorResponse('already_reacted')
  return {}
}

const remove: Method = (args, workspace) => {
  const channel = joinedChannelOf(args, workspace)
  const { ts } = messageAt(workspace, channel, textOf(args, 'timestamp'))
  if (!workspace.state.unreact(channel.id, ts, nameOf(args), workspace.state.bot.id))
    throw new SlackErrorResponse('no_reaction')
  return {}
}

const get: Method = (args, workspace) => {
  const channel = channelOf(args, workspace)
  const message = messageAt(workspace, channel, textOf(args, 'timestamp'))
  return {
    type: 'message',
    channel: channel.id,
    message: messageObject(workspace.state, message, { withMetadata: false }),
  }
}

function nameOf(args: Args): string {
  const name = textOf(args, 'name')
  if (!emojiName.test(name)) throw new SlackErrorResponse('invalid_name')
  return name
}

export const reactionMethods: Readonly<Record<string, Method>> = {
  'reactions.add': add,
  'reactions.remove': remove,
  'reactions.get': get,
}
