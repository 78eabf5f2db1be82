import { PermissionFlagsBits } from 'discord.js'
import { z } from 'zod'
import { DestinationRefused } from '../../domain/errors.ts'
import { type ChannelUse, opensThreads, type Verdict } from '../../domain/verdict.ts'
import { formatWorkspaceId } from '../../domain/workspace-id.ts'
import { fine, wrong, wrongFromError } from '../../i18n/verdicts.ts'
import { commandLine } from '../../lib/command-line.ts'
import { connectionError } from '../shared/network-errors.ts'
import type { DiscordApi } from './api.ts'
import { errorCode } from './errors.ts'
import { channelPermissions, guildRoles, type Membership, overwrite } from './permissions.ts'

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types and -flags */
const type = { text: 0, direct: 1, voice: 2, group: 3, category: 4, announcement: 5, forum: 15, media: 16 } as const
const threads: readonly number[] = [10, 11, 12]
const requiresTag = 1 << 4

const missingAccess = 50_001

const application = z.object({ id: z.string() })
const servers = z.array(z.object({ id: z.string(), name: z.string() }))
const ownMember = z.object({
  roles: z.array(z.string()),
  communication_disabled_until: z.string().nullish(),
})
const inspected = z.object({
  id: z.string(),
  type: z.number(),
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  flags: z.number().optional(),
  available_tags: z.array(z.object({ moderated: z.boolean().optional() })).optional(),
  permission_overwrites: z.array(overwrite).default([]),
})
type Inspected = z.infer<typeof inspected>

/** Whether the bot is in a server, and may have commands in each. It needs no privileged intent. Never throws. */
export async function inspectCommands(api: DiscordApi): Promise<Verdict> {
  try {
    const { id } = application.parse(await api.call('GET', '/applications/@me'))
    const all = servers.parse(await api.call('GET', '/users/@me/guilds'))
    if (all.length === 0) return wrong('discord-no-server', commandLine('invite'))
    const closed = await Promise.all(
      all.map(async (server) => ((await mayHaveCommands(api, id, server.id)) ? [] : [server.name])),
    )
    const names = closed.flat().join(', ')
    if (names) return wrong('discord-no-commands', names, commandLine('invite'))
    return fine('discord-commands', all.map(({ name }) => name).join(', '))
  } catch (error) {
    return explain(error)
  }
}

async function mayHaveCommands(api: DiscordApi, application: string, server: string): Promise<boolean> {
  try {
    await api.call('GET', `/applications/${application}/guilds/${server}/commands`)
    return true
  } catch (error) {
    if (errorCode(error) === missingAccess) return false
    throw error
  }
}

/** Inspects channels; each server is asked for once. */
export function createChannelInspector(api: DiscordApi): (channel: string, use: ChannelUse) => Promise<Verdict> {
  const memberships = new Map<string, Promise<Membership & { readonly mutedUntil?: string }>>()

  async function join(id: string) {
    const bot = await api.ownId()
    const guild = guildRoles.parse(await api.call('GET', `/guilds/${id}`))
    const own = ownMember.parse(await api.call('GET', `/guilds/${id}/members/${bot}`))
    const until = own.communication_disabled_until ?? ''
    return { guild, roles: own.roles, bot, ...(Date.parse(until) > Date.now() && { mutedUntil: until }) }
  }

  return async (id, use) => {
    try {
      const channel = inspected.parse(await api.call('GET', `/channels/${id}`))
      const name = `#${channel.name ?? ''} (${id})`
      const misfit = misfitOf(channel, name, use)
      if (misfit) return misfit
      const server = channel.guild_id ?? ''
      const own = formatWorkspaceId('discord', server)
      if (use.workspace && use.workspace !== own) return wrong('discord-elsewhere', name, own, use.workspace)
      const membership = memberships.get(server) ?? join(server)
      memberships.set(server, membership)
      return verdictOn(channel, name, use, await membership)
    } catch (error) {
      return errorCode(error) === missingAccess ? wrong('discord-hidden', id) : explain(error)
    }
  }
}

/** Why this kind of channel cannot be used so. */
function misfitOf(channel: Inspected, name: string, use: ChannelUse): Verdict | undefined {
  const isForum = channel.type === type.forum || channel.type === type.media
  if (use.layout === 'forum' && !isForum) return wrong('discord-not-a-forum', name)
  if (use.layout !== 'forum' && isForum) return wrong('discord-forum', name, use.layout !== undefined)
  if (isForum) {
    const usable = (channel.available_tags ?? []).filter(({ moderated }) => !moderated)
    const wantsTag = ((channel.flags ?? 0) & requiresTag) !== 0
    return wantsTag && usable.length === 0 ? wrong('discord-forum-tag', name) : undefined
  }
  if (channel.type === type.text || channel.type === type.announcement) return undefined
  const takesMessages = channel.type === type.voice || threads.includes(channel.type)
  if (!takesMessages || channel.guild_id === undefined) return wrong('discord-no-messages', name)
  return opensThreads(use) ? wrong('discord-no-threads', name) : undefined
}

function verdictOn(
  channel: Inspected,
  name: string,
  use: ChannelUse,
  membership: Membership & { readonly mutedUntil?: string },
): Verdict {
  const { guild, mutedUntil } = membership
  if (mutedUntil) return wrong('discord-timed-out', guild.name, mutedUntil)
  const granted = channelPermissions(membership, channel.permission_overwrites)
  const role = guild.roles.find(({ id }) => id === use.mention?.id)
  if (use.mention && !role) return wrong('discord-no-role', use.mention.id, guild.name)
  const missing = needed(channel, use, role?.mentionable === false).filter(([bit]) => (granted & bit) === 0n)
  if (missing.length === 0) return fine('discord-channel', name)
  return wrong('discord-no-permissions', missing.map(([, title]) => title).join(', '), name)
}

function needed(channel: Inspected, use: ChannelUse, isMuteRole: boolean): readonly (readonly [bigint, string])[] {
  const isForum = channel.type === type.forum || channel.type === type.media
  const inThread = opensThreads(use) || isForum || threads.includes(channel.type)
  return [
    [PermissionFlagsBits.ViewChannel, 'View Channel'],
    ...(threads.includes(channel.type)
      ? []
      : [[PermissionFlagsBits.SendMessages, isForum ? 'Create Posts' : 'Send Messages'] as const]),
    [PermissionFlagsBits.ReadMessageHistory, 'Read Message History'],
    ...(opensThreads(use) && !isForum
      ? [[PermissionFlagsBits.CreatePublicThreads, 'Create Public Threads'] as const]
      : []),
    ...(inThread ? [[PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads'] as const] : []),
    ...(isMuteRole ? [[PermissionFlagsBits.MentionEveryone, 'Mention @everyone, @here and All Roles'] as const] : []),
  ]
}

function explain(error: unknown): Verdict {
  return wrongFromError(error instanceof DestinationRefused ? error : connectionError('Discord', error as Error))
}
