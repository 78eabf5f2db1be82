import { z } from 'zod'
import { hourMs, minuteMs } from '../../domain/duration.ts'
import type { Log } from '../../domain/log.ts'
import { type ChannelQuestion, rememberChannels } from '../shared/channel-question.ts'
import type { SlackApi } from './api.ts'

/** https://docs.slack.dev/reference/objects/conversation-object */
const answer = z.object({
  channel: z.object({
    is_ext_shared: z.boolean().default(false),
    is_member: z.boolean().default(false),
    is_private: z.boolean().default(true),
  }),
})

type Api = Pick<SlackApi, 'call'>

/** Whether the bot is in a channel, and another company too. */
export function createSharedChannels(api: Api, log: Log, now?: () => number): ChannelQuestion {
  const ask = async (channel: string) => {
    const found = await infoOf(channel, api)
    return found.is_ext_shared && found.is_member
  }
  const unknown = 'it is not known whether a channel is shared'
  return rememberChannels(ask, { platform: 'slack', unknown, keptMs: hourMs, log, ...(now && { now }) })
}

/** Whether every member of the workspace may open a channel. */
export function createPublicChannels(api: Api, log: Log): ChannelQuestion {
  const ask = async (channel: string) => !(await infoOf(channel, api)).is_private
  const unknown = 'it is not known whether a channel is private'
  return rememberChannels(ask, { platform: 'slack', unknown, keptMs: 5 * minuteMs, log })
}

async function infoOf(channel: string, api: Api) {
  return answer.parse(await api.call('conversations.info', { channel })).channel
}
