import { SlackErrorResponse } from '../../validators/slack/error.ts'
import type { SlackChannel, SlackMessage, SlackState } from './state.ts'
import type { Triggers } from './triggers.ts'
import type { Views } from './views.ts'

/** The dependencies of the methods. */
export interface MethodContext {
  readonly state: SlackState
  readonly views: Views
  readonly triggers: Triggers
  /** The scopes of the app. */
  readonly scopes: ReadonlySet<string>
  /** A new address for one Socket Mode connection. */
  openSocket(): string
}
export type Args = Readonly<Record<string, unknown>>

export type Method = (args: Args, workspace: MethodContext) => Record<string, unknown>

/** An argument as text; empty when it is not there. */
export function textArgument(args: Args, name: string): string {
  const value = args[name]
  return typeof value === 'string' ? value : ''
}

/** The channel of a call, as far as the bot may know that it exists. */
export function visibleChannelOf(args: Args, { state }: MethodContext): SlackChannel {
  const channel = state.channels.get(textArgument(args, 'channel'))
  if (!channel || (channel.isPrivate && !channel.members.has(state.bot.id)))
    throw new SlackErrorResponse('channel_not_found')
  return channel
}

/** The channel of a call, where the bot must be a member. */
export function joinedChannelOf(args: Args, workspace: MethodContext): SlackChannel {
  const channel = visibleChannelOf(args, workspace)
  if (!channel.members.has(workspace.state.bot.id)) throw new SlackErrorResponse('not_in_channel')
  return channel
}

/** A message that everyone in the channel sees. */
export function messageAt({ state }: MethodContext, channel: SlackChannel, ts: string): SlackMessage {
  const message = state.message(channel.id, ts)
  if (!message || message.ephemeralFor || message.isTombstone) throw new SlackErrorResponse('message_not_found')
  return message
}
