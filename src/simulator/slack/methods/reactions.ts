import { Refused } from '../../../validators/slack/error.ts'
import { type Args, channelOf, joinedChannelOf, type Method, messageAt, textOf } from '../method.ts'
import { messageObject } from '../serialize.ts'

const emojiName = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/

const add: Method = (args, workspace) => {
  const channel = joinedChannelOf(args, workspace)
  const { ts } = messageAt(workspace, channel, textOf(args, 'timestamp'))
  if (channel.isArchived) throw new Refused('is_archived')
  if (!workspace.world.react(channel.id, ts, nameOf(args), workspace.world.bot.id)) throw new Refused('already_reacted')
  return {}
}

const remove: Method = (args, workspace) => {
  const channel = joinedChannelOf(args, workspace)
  const { ts } = messageAt(workspace, channel, textOf(args, 'timestamp'))
  if (!workspace.world.unreact(channel.id, ts, nameOf(args), workspace.world.bot.id)) throw new Refused('no_reaction')
  return {}
}

const get: Method = (args, workspace) => {
  const channel = channelOf(args, workspace)
  const message = messageAt(workspace, channel, textOf(args, 'timestamp'))
  return {
    type: 'message',
    channel: channel.id,
    message: messageObject(workspace.world, message, { withMetadata: false }),
  }
}

function nameOf(args: Args): string {
  const name = textOf(args, 'name')
  if (!emojiName.test(name)) throw new Refused('invalid_name')
  return name
}

export const reactionMethods: Readonly<Record<string, Method>> = {
  'reactions.add': add,
  'reactions.remove': remove,
  'reactions.get': get,
}
