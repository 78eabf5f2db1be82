import { PermissionFlagsBits } from 'discord.js'
import { z } from 'zod'
import type { ChannelChoice, WorkspaceClient } from '../../domain/workspace.ts'
import { connectionError } from '../shared/network-errors.ts'
import { type ApiOptions, type DiscordApi, openSession } from './api.ts'
import { applicationIdIn } from './application-id.ts'
import { createChannelInspector, inspectCommands } from './inspect.ts'
import { inviteUrl } from './invite-url.ts'
import { createChannels } from './links.ts'
import { channelPermissions, guildRoles, overwrite } from './permissions.ts'
import { idIn } from './send.ts'

/** A bot in more servers than this is configured by hand: each takes three requests. */
const guildsMax = 50

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const types: Readonly<Record<number, ChannelChoice['kind']>> = { 0: 'public', 5: 'public', 15: 'forum' }

const self = z.object({ id: z.string(), username: z.string() })
const guilds = z.array(z.object({ id: z.string(), name: z.string() }))
const member = z.object({ roles: z.array(z.string()) })
const guildChannels = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    type: z.number(),
    position: z.number().default(0),
    permission_overwrites: z.array(overwrite).default([]),
  }),
)

export function createWorkspaceClient(options: ApiOptions): WorkspaceClient {
  const session = openSession(options)
  const { api } = session
  const application = applicationIdIn(options.token)
  return {
    ...(application && { inviteUrl: inviteUrl(application) }),
    checkToken: async () => {
      // `checkToken` allows calls again after a refusal.
      await wait(session.checkToken())
      return (await get(api, '/users/@me', self)).username
    },
    listChannels: () => listChannels(api),
    postLine: async (channel, text) => {
      const message = { content: text, allowed_mentions: { parse: [] } }
      const isForum = channel.kind === 'forum'
      const path = `/channels/${channel.id}/${isForum ? 'threads' : 'messages'}` as const
      const body = isForum ? { name: text.slice(0, 100), message } : message
      const id = idIn(await api.call('POST', path, { body }))
      return createChannels(api, options.log).link({ channel: isForum ? id : channel.id, message: id })
    },
    inspector: {
      checkPermissions: () => inspectCommands(api),
      checkChannel: createChannelInspector(api),
      clock: api.time,
    },
    close: () => session.close(),
  }
}

/** The channels of every server that the bot may see and post in. */
async function listChannels(api: DiscordApi): Promise<readonly ChannelChoice[]> {
  const bot = await wait(api.ownId())
  const found: ChannelChoice[] = []
  for (const guild of (await get(api, '/users/@me/guilds', guilds)).slice(0, guildsMax)) {
    const roles = await get(api, `/guilds/${guild.id}`, guildRoles)
    const own = (await get(api, `/guilds/${guild.id}/members/${bot}`, member)).roles
    const channels = await get(api, `/guilds/${guild.id}/channels`, guildChannels)
    for (const { id, name, type, permission_overwrites: overwrites } of channels.toSorted(byPosition)) {
      const kind = types[type]
      const isAllowed = mayPost(channelPermissions({ guild: roles, roles: own, bot }, overwrites))
      if (kind && isAllowed) found.push({ id, name, server: guild.name, kind })
    }
  }
  return found
}

const byPosition = (a: { readonly position: number }, b: { readonly position: number }) => a.position - b.position

function mayPost(permissions: bigint): boolean {
  const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages
  return (permissions & needed) === needed
}

function get<Schema extends z.ZodType>(api: DiscordApi, path: `/${string}`, schema: Schema): Promise<z.output<Schema>> {
  return wait(api.call('GET', path).then((answer) => schema.parse(answer)))
}

function wait<Answer>(answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((error: Error) => {
    throw connectionError('Discord', error)
  })
}
