import { z } from 'zod'
import { addressesInText } from '../shared/text-addresses.ts'

/** The `callback_id` of *Suggest for the digest* in `config/slack-manifest.yaml`. */
export const suggestShortcut = 'suggest_for_digest'

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export const messageShortcut = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message: z.looseObject({
    text: z.string().default(''),
    thread_ts: z.string().optional(),
    blocks: z.array(z.unknown()).default([]),
  }),
})

/** The words of a message and the addresses of its links, in order. */
export function suggestedContent({ text, blocks }: z.infer<typeof messageShortcut>['message']): {
  readonly text: string
  readonly links: string[]
} {
  const words = unescaped(text.replaceAll(/<(https?:[^|>]+)(?:\|([^>]*))?>/g, (_, url, label) => label ?? url))
  const written = addressesInText(unescaped(text))
  // Messages of apps may have their links in blocks only.
  return { text: words, links: [...new Set([...written, ...linksInBlocks(blocks)])] }
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

function linksInBlocks(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linksInBlocks)
  if (typeof node !== 'object' || node === null) return []
  const { type, url, text } = node as { type?: unknown; url?: unknown; text?: unknown }
  if (type === 'link' && typeof url === 'string') return addressesInText(url)
  const written = type === 'mrkdwn' && typeof text === 'string' ? addressesInText(unescaped(text)) : []
  return [...written, ...Object.values(node).flatMap(linksInBlocks)]
}
