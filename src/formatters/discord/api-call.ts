import type { MessageRef } from '../../domain/delivery.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { Posting } from '../../domain/platform.ts'
import { markerId, markerNonce, withMarkedDate } from './marker.ts'
import { messageFlags } from './message.ts'

type Body = Readonly<Record<string, unknown>>

/** The call that posts a part: a message, or for the opening part of a forum post the post. */
export function discordRequest(posting: Posting): ApiCall {
  const { body } = posting.part
  const message = { ...marked(posting), allowed_mentions: { parse: [], ...allowed(posting) } }
  if (isForumPost(body)) return { method: 'POST /channels/{channel.id}/threads', body: { ...body, message } }
  // resources/message, "Create Message": forum posts know no nonce.
  return {
    method: 'POST /channels/{channel.id}/messages',
    body: { ...message, nonce: markerNonce(posting.marker), enforce_nonce: true },
  }
}

/** The call that edits a message of the bot. It mentions no user. */
export function discordEdit(_ref: MessageRef, posting: Posting): ApiCall {
  const { flags, components, ...message } = marked(posting)
  return {
    method: 'PATCH /channels/{channel.id}/messages/{message.id}',
    // resources/message, "Edit Message": being silent is decided when a message is posted.
    body: { ...message, flags: Number(flags) & ~messageFlags.suppressNotifications, components: components ?? [] },
  }
}

/** The message with the mention in its text, and the marker on its first component or in its date. */
function marked({ part, marker, mention }: Posting): Body {
  const message = isForumPost(part.body) ? part.body.message : part.body
  const { content, components } = message
  const [first, ...others] = Array.isArray(components) ? (components as Body[]) : []
  return {
    ...message,
    ...(typeof content === 'string' && { content: withMarkedDate(withMention(content, part.key, mention), marker) }),
    ...(first && { components: [{ ...first, id: markerId(marker) }, ...others] }),
  }
}

function withMention(content: string, key: string, mention: Posting['mention']): string {
  return isMentioned(key, mention) ? `${content}\n-# <@&${mention.id}>` : content
}

function allowed({ part, mention }: Posting): { roles?: string[] } {
  return isMentioned(part.key, mention) ? { roles: [mention.id] } : {}
}

function isMentioned(key: string, mention: Posting['mention']): mention is NonNullable<Posting['mention']> {
  return key === 'overview' && mention?.kind === 'role'
}

/** Whether the body of a part or of a call opens a forum post. */
export function isForumPost(body: Body): body is Body & { message: Body } {
  return typeof body.message === 'object'
}
