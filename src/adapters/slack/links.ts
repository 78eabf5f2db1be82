import { z } from 'zod'
import type { Log } from '../../domain/log.ts'
import type { SlackApi } from './api.ts'

const workspace = z.object({ url: z.url() })

/** Where people can open messages. */
export interface Links {
  /** Undefined when Slack does not say where its workspace is: a message without a link is still a message. */
  to(channel: string, ts: string, thread?: string): Promise<string | undefined>
}

/**
 * Made as `chat.getPermalink` makes them, without a request for each: the workspace's address, asked for once, the
 * channel and the time stamp. https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function createLinks(api: SlackApi, log: Log): Links {
  let address: Promise<string | undefined> | undefined

  async function ask(): Promise<string | undefined> {
    try {
      return workspace.parse(await api.as('answer').call('auth.test', {})).url
    } catch (error) {
      address = undefined
      log.debug({ platform: 'slack', err: error }, 'Slack did not say where its workspace is')
      return undefined
    }
  }

  return {
    to: async (channel, ts, thread) => {
      address ??= ask()
      const base = await address
      if (!base) return undefined
      const link = new URL(`archives/${channel}/p${ts.replace('.', '')}`, base)
      if (thread) link.search = new URLSearchParams({ thread_ts: thread, cid: channel }).toString()
      return link.href
    },
  }
}
