import type { MessageRef } from '../../domain/delivery.ts'

/**
 * The message behind "Copy link": `https://acme.slack.com/archives/C0123456789/p1773300605000100`, in a thread with
 * `?thread_ts=…`. Undefined when it is no such link. https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function messageBehindPermalink(link: string): MessageRef | undefined {
  const url = URL.parse(link.trim())
  const [, channel, seconds, micros] = /^\/archives\/([A-Z\d]+)\/p(\d{10})(\d{6})\/?$/.exec(url?.pathname ?? '') ?? []
  if (!url || !channel || !isSlack(url.hostname)) return undefined
  const message = `${seconds}.${micros}`
  const thread = url.searchParams.get('thread_ts') ?? message
  return { platform: 'slack', channel, message, ...(thread !== message && { thread }), link: url.href }
}

/** Workspaces, grids and those of the American government. */
function isSlack(host: string): boolean {
  return host.endsWith('.slack.com') || host.endsWith('.slack-gov.com')
}
