import type { Gateway } from './gateway.ts'
import { isReadable, wireChannel, wireMessage, withoutContent } from './serialize.ts'
import { intent } from './session.ts'
import type { DiscordChange, DiscordWorld } from './state.ts'

/** Lets the gateway tell its clients what happens in the world; the result stops that. */
export function tellGateway(world: DiscordWorld, gateway: Gateway): () => void {
  const known = new Set(world.threads().map(({ id }) => id))

  const tellThread = (id: string) => {
    const thread = world.channels.get(id)
    if (!thread) return
    const isNew = !known.has(id)
    known.add(id)
    const wire = { ...wireChannel(world, thread), ...(isNew && { newly_created: true }) }
    gateway.dispatch(isNew ? 'THREAD_CREATE' : 'THREAD_UPDATE', wire, intent.guilds)
  }

  const tellMessage = ({ channelId, messageId, what }: DiscordChange) => {
    const message = world.message(channelId, messageId)
    if (!message || message.ephemeralFor || world.channels.get(channelId)?.recipient) return
    const wire = wireMessage(world, message)
    const seen = isReadable(world, message) ? wire : withoutContent(wire)
    const event = what === 'posted' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE'
    gateway.dispatch(event, { ...seen, guild_id: world.guild.id }, intent.guildMessages)
  }

  return world.onChange((change) => {
    const { channelId, messageId, what } = change
    if (what === 'thread') return tellThread(messageId)
    if (what !== 'deleted') return tellMessage(change)
    const gone = { id: messageId, channel_id: channelId, guild_id: world.guild.id }
    gateway.dispatch('MESSAGE_DELETE', gone, intent.guildMessages)
  })
}
