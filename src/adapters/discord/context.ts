import {
  ApplicationIntegrationType,
  type BaseInteraction,
  GuildMember,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js'
import type { Requester } from '../../domain/interaction.ts'
import { formatWorkspaceId } from '../../domain/workspace-id.ts'

/** The thread from which an interaction comes. The bot itself may not see it. */
export interface Thread {
  readonly parent: string | undefined
}

/** The servers that the bot is in. */
interface KnownServers {
  has(server: string): boolean
  /** The server, if the bot is known to be in no other. */
  onlyServer(): string | undefined
}

export interface InteractionOrigin {
  /** The thread from which the interaction comes, if it comes from one. */
  readonly thread: Thread | undefined
  readonly servers: KnownServers
}

/** The user and channel of an interaction. Everything is part of the interaction; nothing is requested. */
export function requesterOf(interaction: BaseInteraction, { thread, servers }: InteractionOrigin): Requester {
  const server = interaction.guildId ?? serverOfDirectMessage(interaction, servers)
  const isInServer = interaction.inGuild() && !isGuest(interaction)
  const isWithBot = !interaction.inGuild() && interaction.context !== InteractionContextType.PrivateChannel
  return {
    platform: 'discord',
    user: interaction.user.id,
    name: nameOf(interaction),
    ...(server && { workspace: formatWorkspaceId('discord', server) }),
    // For a thread or a forum post, this is the channel or forum that it belongs to.
    channel: (thread ? thread.parent : interaction.channelId) ?? '',
    // A server where only readers installed the app is as private as a direct message: the bot cannot post in its
    // channels.
    isDirect: !isInServer,
    isWithBot,
    isOutside: !isInServer && !isWithBot,
    language: interaction.locale,
    managesChannel: isInServer && (interaction.memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false),
    roles: isInServer ? rolesOf(interaction) : [],
  }
}

/** Whether the app answers here only because the reader installed it for themselves: the server did not. */
export function isGuest({ authorizingIntegrationOwners: owners }: BaseInteraction): boolean {
  const { GuildInstall, UserInstall } = ApplicationIntegrationType
  return owners?.[GuildInstall] === undefined && owners?.[UserInstall] !== undefined
}

/**
 * The server of a direct message if the bot is in only one: then the reader is a member there, unless they installed
 * the app for themselves.
 */
function serverOfDirectMessage({ authorizingIntegrationOwners: owners }: BaseInteraction, servers: KnownServers) {
  return owners?.[ApplicationIntegrationType.GuildInstall] === undefined ? undefined : servers.onlyServer()
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
