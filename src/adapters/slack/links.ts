import type { MessageRef } from '../../domain/delivery.ts'
import { errorFields } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { SlackApi } from './api.ts'

export interface Links {
  /** The permalink of a message; undefined if the address of the workspace is not known. */
  to(channel: string, ts: string, thread?: string): Promise<string | undefined>
}

/**
 * Builds the links that `chat.getPermalink` would give, without a request for each: from the address of the workspace,
 * requested once, the channel and the timestamp. https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function createLinks(api: SlackApi, log: Log): Links {
  let address: Promise<string | undefined> | undefined

  async function ask(): Promise<string | undefined> {
    try {
      return (await api.checkToken()).url
    } catch (error) {
      address = undefined
      log.debug({ platform: 'slack', ...errorFields(error) }, 'the address of the Slack workspace is not known')
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

/**
 * The message behind a link that "Copy link" gives, or undefined if it is not such a link:
 * `https://example.slack.com/archives/C0123456789/p1773300605000100`, with `?thread_ts=…` for a reply.
 * https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function slackMessageAt(link: string): MessageRef | undefined {
  const url = URL.parse(link.trim())
  const [, channel, seconds, micros] = /^\/archives\/([A-Z\d]+)\/p(\d{10})(\d{6})\/?$/.exec(url?.pathname ?? '') ?? []
  if (!url || !channel || !isSlack(url.hostname)) return undefined
  const message = `${seconds}.${micros}`
  const thread = url.searchParams.get('thread_ts') ?? message
  return { platform: 'slack', channel, message, ...(thread !== message && { thread }), link: url.href }
}

/** Whether a link leads into a workspace, to a message or a file, rather than to a page. */
export function isSlackPlace(link: string): boolean {
  const url = URL.parse(link)
  return url !== null && isSlack(url.hostname) && /^\/(?:archives|files)\b/.test(url.pathname)
}

/** Includes Enterprise Grid and GovSlack. */
function isSlack(host: string): boolean {
  return host.endsWith('.slack.com') || host.endsWith('.slack-gov.com')
}
