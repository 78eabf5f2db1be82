import type { MessageRef } from '../../domain/delivery.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { Posting } from '../../domain/platform.ts'
import type { SlackBlock } from './block-kit.ts'

/** The call that posts a part. https://docs.slack.dev/reference/methods/chat.postMessage */
export function slackRequest(posting: Posting): ApiCall {
  const { channel, under } = posting.place
  return {
    method: 'chat.postMessage',
    body: {
      channel,
      ...(under && { thread_ts: under.thread ?? under.message }),
      ...contentOf(posting),
      unfurl_links: false,
      unfurl_media: false,
    },
  }
}

/** The call that edits a message of the bot. It sends no notification. https://docs.slack.dev/reference/methods/chat.update */
export function slackUpdate(ref: MessageRef, posting: Posting): ApiCall {
  return { method: 'chat.update', body: { channel: ref.channel, ts: ref.message, ...contentOf(posting) } }
}

/** The part itself, and the marker by which it is found again. Readers do not see the marker. */
function contentOf(posting: Posting) {
  const { marker } = posting
  return {
    ...mentioning(posting),
    metadata: { event_type: 'morning_post_part', event_payload: { delivery: marker.delivery, part: marker.part } },
  }
}

/** The overview mentions the group that its destination chose, if any: the bot makes no other mention. */
function mentioning({ part, mention }: Posting) {
  if (part.key !== 'overview' || mention?.kind !== 'group') return part.body
  const { text, blocks } = part.body as { text: string; blocks?: readonly SlackBlock[] }
  const call: SlackBlock = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'usergroup', usergroup_id: mention.id }] }],
  }
  return { ...part.body, text: `<!subteam^${mention.id}>\n${text}`, ...(blocks && { blocks: [call, ...blocks] }) }
}
