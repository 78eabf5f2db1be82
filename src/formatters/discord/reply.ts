import type { Part } from '../../domain/part.ts'
import type { Reply } from '../../domain/request.ts'
import { splitInlines } from '../split.ts'
import { inlineMarkdown } from './inlines.ts'
import { contentBounds } from './limits.ts'
import { classicMessage, messageFlags } from './message.ts'

type Body = Readonly<Record<string, unknown>>

/** The bodies of the messages that answer a reader, for their eyes only. */
export function discordReply(reply: Reply): Body[] {
  const messages = reply.type === 'parts' ? reply.parts.map(partMessage) : textMessages(reply.text)
  return messages.map((message) => ({ ...message, flags: privately(Number(message.flags)) }))
}

function partMessage({ body }: Part): Body {
  return typeof body.message === 'object' ? (body.message as Body) : body
}

function textMessages(text: Extract<Reply, { type: 'text' }>['text']): Body[] {
  const runs = splitInlines(text, (inlines) => inlineMarkdown(inlines).length <= contentBounds.budget)
  return runs.map((run) => ({ ...classicMessage(inlineMarkdown(run), [], true) }))
}

/** An answer that only its reader sees notifies nobody anyway. */
function privately(flags: number): number {
  return (flags & ~messageFlags.suppressNotifications) | messageFlags.ephemeral
}
