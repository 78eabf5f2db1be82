import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import { errorFields } from '../../domain/errors.ts'
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

export interface Channels {
  /** Requests the channel. Throws an `ExpectedError`. */
  get(id: string): Promise<Channel>
  /** The server of a channel; undefined for a direct message. Throws an `ExpectedError`. */
  serverOf(id: string): Promise<string | undefined>
  /** The link to a message; undefined if its server cannot be found out. Never throws. */
  link(ref: Pick<MessageRef, 'channel' | 'message'>): Promise<string | undefined>
}

export function createChannels(api: DiscordApi, log: Log): Channels {
  const guilds = new Map<string, string>()

  async function get(id: string): Promise<Channel> {
    const seen = channel.parse(await api.call('GET', `/channels/${id}`))
    if (seen.guild_id) guilds.set(id, seen.guild_id)
    return seen
  }

  const serverOf = async (id: string) => guilds.get(id) ?? (await get(id)).guild_id

  return {
    get,
    serverOf,
    link: async ({ channel: id, message }) => {
      try {
        const guild = await serverOf(id)
        return guild && `https://discord.com/channels/${guild}/${id}/${message}`
      } catch (error) {
        log.debug({ channel: id, ...errorFields(error) }, 'the link to a message is not known')
        return undefined
      }
    },
  }
}

/**
 * The message behind a link that "Copy Message Link" gives, or undefined if it is not such a link:
 * `https://discord.com/channels/SERVER/CHANNEL/MESSAGE`. The link to a forum post may end with the id of the post, which
 * is also that of its first message.
 */
export function discordMessageAt(link: string): MessageRef | undefined {
  const url = URL.parse(link.trim())
  const [, channel, message = channel] = /^\/channels\/\d+\/(\d+)(?:\/(\d+))?\/?$/.exec(url?.pathname ?? '') ?? []
  if (!url || !channel || !message || !isDiscord(url.hostname)) return undefined
  return { platform: 'discord', channel, message, link: url.href }
}

/** Whether a link leads into a server, to a message or an invitation, rather than to a page. */
export function isDiscordPlace(link: string): boolean {
  const url = URL.parse(link)
  if (url?.hostname === 'discord.gg') return true
  return url !== null && isDiscord(url.hostname) && /^\/(?:channels|invite)\b/.test(url.pathname)
}

/** Includes the PTB and Canary clients, which copy links to themselves. */
function isDiscord(host: string): boolean {
  return /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/.test(host)
}
