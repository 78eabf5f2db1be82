import type { MessageRef } from '../../domain/delivery.ts'

/**
 * The message behind "Copy Message Link": `https://discord.com/channels/SERVER/CHANNEL/MESSAGE`; that of a forum post may
 * end with the post, which has its first message's id. Undefined when it is no such link.
 */
export function messageBehindLink(link: string): MessageRef | undefined {
  const url = URL.parse(link.trim())
  const [, channel, message = channel] = /^\/channels\/\d+\/(\d+)(?:\/(\d+))?\/?$/.exec(url?.pathname ?? '') ?? []
  if (!url || !channel || !message || !isDiscord(url.hostname)) return undefined
  return { platform: 'discord', channel, message, link: url.href }
}

/** The test versions of the app copy links to themselves. */
function isDiscord(host: string): boolean {
  return /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/.test(host)
}
