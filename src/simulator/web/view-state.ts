import type { PlatformName } from '../../domain/destination.ts'
import { discord } from '../../platforms/discord/definition.ts'
import { platformNames } from '../../platforms/registry.ts'
import { slack } from '../../platforms/slack/definition.ts'

/** The open places of a reader on one platform, by the platform's ids. */
interface OpenChannel {
  readonly channel?: string
  readonly thread?: string
}

/** The view of the page. The address holds all of it, so that everything works as a plain link. */
export interface View {
  /** The platform that narrow windows show. */
  readonly side: PlatformName
  readonly slack: OpenChannel
  readonly discord: OpenChannel
}

/** The view of a reader who opens the page. */
export const initialView: View = { side: slack.name, slack: {}, discord: {} }

/** The view of an address: `?slack=C1&thread=slack:171.2&side=slack`. */
export function viewOf(query: URLSearchParams): View {
  const opened = (platform: PlatformName): OpenChannel => {
    const channel = query.get(platform)
    const thread = query.getAll('thread').find((name) => name.startsWith(`${platform}:`))
    return { ...(channel && { channel }), ...(thread && { thread: thread.slice(platform.length + 1) }) }
  }
  const side = platformNames.find((name) => name === query.get('side')) ?? slack.name
  return { side, slack: opened(slack.name), discord: opened(discord.name) }
}

/** The same view with something else open on one platform. */
export function open(view: View, platform: PlatformName, opened: OpenChannel): View {
  return { ...view, side: platform, [platform]: opened }
}
export function openedOn(view: View, platform: PlatformName): OpenChannel {
  return platform === discord.name ? view.discord : view.slack
}
export function queryOf(view: View): string {
  const query = new URLSearchParams({ side: view.side })
  for (const platform of platformNames) {
    const { channel, thread } = openedOn(view, platform)
    if (channel) query.set(platform, channel)
    if (thread) query.append('thread', `${platform}:${thread}`)
  }
  return `?${query}`
}
