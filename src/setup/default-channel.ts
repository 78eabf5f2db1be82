import type { ChannelChoice } from '../domain/workspace.ts'

/** Names of channels that a digest usually goes to, the likeliest first. */
const likely = [/morning|digest|晨报|简报|日报/i, /news|daily|reading|paper|资讯|新闻/i, /^general$|^allgemein$|综合/i]

/** The channel that is offered first; undefined if there is none. */
export function defaultChannel(channels: readonly ChannelChoice[]): ChannelChoice | undefined {
  for (const pattern of likely) {
    const found = channels.find(({ name }) => pattern.test(name))
    if (found) return found
  }
  return channels[0]
}
