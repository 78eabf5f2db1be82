import { join } from 'node:path'
import { LogLevel, WebClient } from '@slack/web-api'
import { Client, Events, GatewayIntentBits, type TextChannel } from 'discord.js'
import { readDigestFile } from '../../../src/digests/read-file.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import type { Part } from '../../../src/domain/part.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'
import { type Address, channelId, day, type SenderOrders } from './orders.ts'
import type { Sender } from './ours.ts'

/** Sends one part to one channel. */
type Post = (channel: string, part: Part) => Promise<unknown>

/**
 * The loop that one would write with the SDK alone: the digest is rendered once, and each channel gets its parts in
 * order. Failures are skipped.
 */
export async function prepare({ way, address, channels, folder }: SenderOrders): Promise<Sender> {
  const { digest } = await readDigestFile(join(folder, 'digests', `${day}.md`), 'main', vocabulary)
  if (!digest) throw new Error('The digest cannot be read.')
  const post = await (address.platform === 'slack' ? slackPost(address) : discordPost(address))
  const ids = Array.from({ length: channels }, (_, at) => channelId(address.platform, at))
  return {
    send: async () => {
      const parts = render(digest, address)
      const fill = async (id: string) => {
        for (const part of parts) await post(id, part).catch(() => {})
      }
      if (way === 'all at once') await Promise.all(ids.map(fill))
      else for (const id of ids) await fill(id)
    },
  }
}

function render(digest: Digest, { platform }: Address): readonly Part[] {
  return platform === 'slack'
    ? renderSlack(digest, 'sections', vocabulary)
    : renderDiscord(digest, 'sections', vocabulary)
}

async function slackPost({ apiUrl, botToken }: Extract<Address, { platform: 'slack' }>): Promise<Post> {
  const web = new WebClient(botToken, { slackApiUrl: apiUrl, logLevel: LogLevel.ERROR })
  return (channel, { body }) => web.chat.postMessage({ channel, ...body } as Parameters<typeof web.chat.postMessage>[0])
}

async function discordPost({ apiUrl, token }: Extract<Address, { platform: 'discord' }>): Promise<Post> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl } })
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(token)
  await ready
  return (id, { body }) => {
    const { allowed_mentions: allowedMentions, ...message } = body
    const channel = client.channels.cache.get(id) as TextChannel
    return channel.send({ ...message, allowedMentions } as Parameters<typeof channel.send>[0])
  }
}
