import { PermissionFlagsBits } from 'discord.js'
import { z } from 'zod'
import { minuteMs } from '../../domain/duration.ts'
import type { Log } from '../../domain/log.ts'
import { type ChannelQuestion, rememberChannels } from '../shared/channel-question.ts'
import type { DiscordApi } from './api.ts'
import { everyonePermissions, guildRoles, overwrite } from './permissions.ts'

/** A thread has no overwrites of its own. */
const channel = z.object({ guild_id: z.string(), permission_overwrites: z.array(overwrite) })

/** Whether every member of the server sees a channel, without a role. */
export function createOpenChannels(api: Pick<DiscordApi, 'call'>, log: Log): ChannelQuestion {
  const ask = async (id: string) => {
    const found = channel.safeParse(await api.call('GET', `/channels/${id}`)).data
    if (!found) return false
    const guild = guildRoles.parse(await api.call('GET', `/guilds/${found.guild_id}`))
    return (everyonePermissions(guild, found.permission_overwrites) & PermissionFlagsBits.ViewChannel) !== 0n
  }
  const unknown = 'it is not known who sees a channel'
  return rememberChannels(ask, { platform: 'discord', unknown, keptMs: 5 * minuteMs, log })
}
