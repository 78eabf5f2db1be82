import { channelType } from '../../validators/discord/limits.ts'
import { isForbidden } from './access.ts'
import type { SimulatedGateway } from './gateway.ts'
import { isReadable, serializeChannel, serializeMessage, withoutContent } from './serialize.ts'
import { intent } from './session.ts'
import type { DiscordChange, DiscordState } from './state.ts'

/** Dispatches every change of the state to the gateway's clients, until the returned function is called. */
export function dispatchToGateway(state: DiscordState, gateway: SimulatedGateway): () => void {
  const known = new Set(state.threads().map(({ id }) => id))

  const tellDeletion = (id: string, parent: string) => {
    const type = channelType.publicThread
    const deleted = { id, guild_id: state.guildIdAt(parent), parent_id: parent, type }
    gateway.dispatch('THREAD_DELETE', deleted, intent.guilds)
  }

  const tellThread = (id: string, parent: string) => {
    const thread = state.channels.get(id)
    if (!thread && known.delete(id)) tellDeletion(id, parent)
    if (!thread || isForbidden(state, thread, 'view')) return
    const isNew = !known.has(id)
    known.add(id)
    const serialized = { ...serializeChannel(state, thread), ...(isNew && { newly_created: true }) }
    gateway.dispatch(isNew ? 'THREAD_CREATE' : 'THREAD_UPDATE', serialized, intent.guilds)
  }

  const tellMessage = ({ channelId, messageId, what }: DiscordChange) => {
    const message = state.message(channelId, messageId)
    const channel = state.channels.get(channelId)
    if (!message || message.ephemeralFor || !channel || channel.recipient || isForbidden(state, channel, 'view')) return
    const serialized = serializeMessage(state, message)
    const seen = isReadable(state, message) ? serialized : withoutContent(serialized)
    const event = what === 'posted' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE'
    gateway.dispatch(event, { ...seen, guild_id: state.guildIdOf(channel) }, intent.guildMessages)
  }

  return state.onChange((change) => {
    const { channelId, messageId, what } = change
    if (what === 'thread') return tellThread(messageId, channelId)
    if (what !== 'deleted') return tellMessage(change)
    const gone = { id: messageId, channel_id: channelId, guild_id: state.guildIdAt(channelId) }
    gateway.dispatch('MESSAGE_DELETE', gone, intent.guildMessages)
  })
}
