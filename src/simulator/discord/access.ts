import type { Context } from 'hono'
import type { Json } from '../../lib/json.ts'
import { DiscordErrorResponse, failWith, failWithError, formError } from '../../validators/discord/error.ts'
import { channelType } from '../../validators/discord/limits.ts'
import { validateDiscord } from '../../validators/discord/validate.ts'
import type { Env } from './context.ts'
import { isSnowflake } from './snowflake.ts'
import type { DiscordChannel, DiscordMessage, DiscordState, Permission } from './state.ts'

/** The channel, if the bot may see it. Otherwise throws the error response. */
export function requireChannel(state: DiscordState, id: string): DiscordChannel {
  const channel = state.channels.get(snowflake(id)) ?? failWith(10003)
  if (isForbidden(state, channel, 'view')) failWith(50001)
  return channel
}

/** The message, if the bot may see it. Otherwise throws the error response. Ephemeral messages are not in the channel. */
export function messageOf(state: DiscordState, channel: DiscordChannel, id: string): DiscordMessage {
  const message = state.message(channel.id, id)
  return message && !message.ephemeralFor ? message : failWith(10008)
}

export function guildOf(state: DiscordState, id: string): DiscordState['guild'] {
  const name = id === state.guild.id ? state.guild.name : state.otherGuilds.get(id)?.name
  return name === undefined ? failWith(10004) : { id, name }
}

/** Threads have the permissions of their channel; private threads are visible to their members only. */
export function isForbidden(state: DiscordState, channel: DiscordChannel, permission: Permission): boolean {
  if (channel.server !== undefined) return true
  if (permission === 'view' && channel.thread?.members?.has(state.bot.id) === false) return true
  return state.forbidden.get(channel.parentId ?? channel.id)?.has(permission) ?? false
}

/** The threads of a guild that are not archived, as far as the bot may see them. */
export function activeThreads(state: DiscordState, guild: string): DiscordChannel[] {
  return state.threads(guild).filter((one) => !one.thread?.archived && !isForbidden(state, one, 'view'))
}

/** Throws the error response unless the bot has the permission. */
export function requirePermission(state: DiscordState, channel: DiscordChannel, permission: Permission): void {
  if (isForbidden(state, channel, permission)) failWith(50013)
}

/** Throws the error response unless the bot may write there. */
export function requireWriteAccess(state: DiscordState, channel: DiscordChannel): void {
  if (channel.type === channelType.forum) failWith(40058)
  if (channel.recipient && state.closedTo.has(channel.recipient)) failWith(50007)
  requirePermission(state, channel, channel.thread ? 'sendInThreads' : 'send')
  if (channel.thread?.locked) failWith(160005)
}

/** The body, once it is validated. */
export function accepted<Body = Json>(context: Context<Env>, method: string): Body {
  const body = context.get('body')
  failWithError(validateDiscord(method, body))
  return body as Body
}

/** A whole number of the query, between bounds. */
export function numberOf(
  context: Context<Env>,
  name: string,
  fallback: number,
  [least, most]: [number, number],
): number {
  const text = context.req.query(name)
  if (text === undefined) return fallback
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  return deny(name, `int value should be between ${least} and ${most}.`)
}

/** A valid id. Otherwise throws the error response. */
export function snowflake(text: string): string {
  return isSnowflake(text) ? text : deny('id', `Value "${text}" is not snowflake.`)
}

/** Throws the error response for one field. */
export function deny(path: string, message: string): never {
  throw new DiscordErrorResponse(formError([{ path: [path], code: 'BASE_TYPE_CHOICES', message }]))
}
