import { PermissionFlagsBits } from 'discord.js'
import { z } from 'zod'

export const overwrite = z.object({ id: z.string(), allow: z.string(), deny: z.string() })

export const guildRoles = z.object({
  id: z.string(),
  name: z.string().default(''),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: z.string(), mentionable: z.boolean().default(false) })),
})

/** A server, and the roles of the bot in it. */
export interface Membership {
  readonly guild: z.infer<typeof guildRoles>
  readonly roles: readonly string[]
  readonly bot: string
}

/** The permissions in a channel of a member without any other role. */
export function everyonePermissions(
  guild: z.infer<typeof guildRoles>,
  overwrites: readonly z.infer<typeof overwrite>[],
): bigint {
  return channelPermissions({ guild, roles: [], bot: '' }, overwrites)
}

const everything = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n)

/** The bot's permissions in a channel: https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export function channelPermissions(
  { guild, roles, bot }: Membership,
  overwrites: readonly z.infer<typeof overwrite>[],
): bigint {
  const own = guild.roles.filter(({ id }) => id === guild.id || roles.includes(id))
  const base = own.reduce((all, { permissions }) => all | BigInt(permissions), 0n)
  if (guild.owner_id === bot || base & PermissionFlagsBits.Administrator) return everything
  const apply = (permissions: bigint, chosen: readonly z.infer<typeof overwrite>[]) => {
    const bits = (key: 'allow' | 'deny') => chosen.reduce((all, each) => all | BigInt(each[key]), 0n)
    return (permissions & ~bits('deny')) | bits('allow')
  }
  // Everyone first, then all roles together, then the member: the later one decides.
  const steps = [[guild.id], roles.filter((role) => role !== guild.id), [bot]]
  return steps.reduce(
    (all, ids) =>
      apply(
        all,
        overwrites.filter(({ id }) => ids.includes(id)),
      ),
    base,
  )
}
