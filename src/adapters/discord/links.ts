import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import type { Log } from '../../domain/log.ts'
import type { DiscordApi } from './api.ts'

const tag = z.object({ id: z.string(), name: z.string(), moderated: z.boolean().optional() })

const channel = z.object({
  id: z.string(),
  type: z.number(),
  guild_id: z.string().optional(),
  flags: z.number().optional(),
  available_tags: z.array(tag).optional(),
})

export type Channel = z.infer<typeof channel>

/** What we need to know of channels that are not our own making. */
export interface Channels {
  /** As it is now. Throws an `ExpectedError`. */
  look(id: string): Promise<Channel>
  /** Where people can open a message; undefined when the server is not known, which is no reason to fail. */
  link(ref: Pick<MessageRef, 'channel' | 'message'>): Promise<string | undefined>
}

/** `guildOf` is what the gateway has told us, if it is open. */
export function createChannels(
  api: DiscordApi,
  log: Log,
  guildOf: (channel: string) => string | undefined = () => undefined,
): Channels {
  const guilds = new Map<string, string>()

  async function look(id: string): Promise<Channel> {
    const seen = channel.parse(await api.call('GET', `/channels/${id}`))
    if (seen.guild_id) guilds.set(id, seen.guild_id)
    return seen
  }

  return {
    look,
    link: async ({ channel: id, message }) => {
      try {
        const guild = guildOf(id) ?? guilds.get(id) ?? (await look(id)).guild_id
        return guild && `https://discord.com/channels/${guild}/${id}/${message}`
      } catch (error) {
        log.debug({ channel: id, err: error }, 'Discord gave no link to the message')
        return undefined
      }
    },
  }
}
