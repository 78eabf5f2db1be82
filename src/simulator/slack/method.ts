import { Refused } from '../../validators/slack/error.ts'
import type { SlackChannel, SlackMessage, SlackWorld } from './state.ts'
import type { Triggers } from './triggers.ts'
import type { Views } from './views.ts'

/** What the methods work on. */
export interface Workspace {
  readonly world: SlackWorld
  readonly views: Views
  readonly triggers: Triggers
  /** A new address for one Socket Mode connection. */
  openSocket(): string
}

/** The arguments of a call that the judge has let pass. */
export type Args = Readonly<Record<string, unknown>>

export type Method = (args: Args, workspace: Workspace) => Record<string, unknown>

/** An argument as text; empty when it is not there. */
export function textOf(args: Args, name: string): string {
  const value = args[name]
  return typeof value === 'string' ? value : ''
}

/** The channel of a call, as far as the bot may know that it exists. */
export function channelOf(args: Args, { world }: Workspace): SlackChannel {
  const channel = world.channels.get(textOf(args, 'channel'))
  if (!channel || (channel.isPrivate && !channel.members.has(world.bot.id))) throw new Refused('channel_not_found')
  return channel
}

/** The channel of a call, where the bot must be a member. */
export function joinedChannelOf(args: Args, workspace: Workspace): SlackChannel {
  const channel = channelOf(args, workspace)
  if (!channel.members.has(workspace.world.bot.id)) throw new Refused('not_in_channel')
  return channel
}

/** A message that stands there for everybody. */
export function messageAt({ world }: Workspace, channel: SlackChannel, ts: string): SlackMessage {
  const message = world.message(channel.id, ts)
  if (!message || message.ephemeralFor || message.isTombstone) throw new Refused('message_not_found')
  return message
}
