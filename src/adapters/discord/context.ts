import { ApplicationIntegrationType, type BaseInteraction, GuildMember, PermissionFlagsBits } from 'discord.js'
import type { Requester } from '../../domain/interaction.ts'
import { formatWorkspaceId } from '../../domain/workspace-id.ts'

/** The thread from which an interaction comes. The bot itself may not see it. */
export interface Thread {
  readonly parent: string | undefined
}

/** The user and channel of an interaction. Everything is part of the interaction; nothing is requested. */
export function requesterOf(interaction: BaseInteraction, thread: Thread | undefined): Requester {
  const server = interaction.guildId ?? onlyServer(interaction)
  return {
    platform: 'discord',
    user: interaction.user.id,
    name: nameOf(interaction),
    ...(server && { workspace: formatWorkspaceId('discord', server) }),
    // Of a thread or a forum post, the channel or forum that it belongs to.
    channel: (thread ? thread.parent : interaction.channelId) ?? '',
    isDirect: !interaction.inGuild(),
    // The command is registered for no direct messages but the bot's own.
    isWithBot: !interaction.inGuild(),
    language: interaction.locale,
    managesChannel: interaction.memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false,
    roles: rolesOf(interaction),
  }
}

/**
 * The server of a direct message, if the bot is in one only: then its reader is a member there, unless they installed the
 * app for themselves.
 */
function onlyServer({ client, authorizingIntegrationOwners: owners }: BaseInteraction): string | undefined {
  const isOwnInstall = owners[ApplicationIntegrationType.GuildInstall] === undefined
  const isOne = client.guilds.cache.size === 1 && (client.options.shardCount ?? 1) === 1
  return isOne && !isOwnInstall ? client.guilds.cache.firstKey() : undefined
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
