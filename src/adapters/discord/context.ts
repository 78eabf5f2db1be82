import { type BaseInteraction, GuildMember, PermissionFlagsBits } from 'discord.js'
import type { Requester } from '../../domain/interaction.ts'

/** The thread from which an interaction comes. The bot itself may not see it. */
export interface Thread {
  readonly parent: string | undefined
}

/** The user and channel of an interaction. Everything is part of the interaction; nothing is requested. */
export function requesterOf(interaction: BaseInteraction, thread: Thread | undefined): Requester {
  return {
    platform: 'discord',
    user: interaction.user.id,
    name: nameOf(interaction),
    // Of a thread or a forum post, the channel or forum that it belongs to.
    channel: (thread ? thread.parent : interaction.channelId) ?? '',
    ...(interaction.guildId !== null && { workspace: `discord:${interaction.guildId}` as const }),
    isDirect: !interaction.inGuild(),
    // The command is registered for no direct messages but the bot's own.
    isWithBot: !interaction.inGuild(),
    language: interaction.locale,
    managesChannel: interaction.memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false,
    roles: rolesOf(interaction),
  }
}

/** The nickname on the server, or else the display name. */
function nameOf(interaction: BaseInteraction): string {
  const { user, member } = interaction
  const nickname = member instanceof GuildMember ? member.nickname : member?.nick
  return nickname || user.displayName
}

function rolesOf(interaction: BaseInteraction): readonly string[] {
  const roles = interaction.inGuild() ? interaction.member.roles : []
  return Array.isArray(roles) ? roles : [...roles.cache.keys()]
}
