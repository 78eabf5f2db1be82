import type { Reply } from '../../domain/interaction.ts'
import type { Part } from '../../domain/part.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { splitInlines } from '../shared/split.ts'
import { discordCards } from './cards.ts'
import { inlineMarkdown } from './inlines.ts'
import { contentFits } from './limits.ts'
import { classicMessage, messageFlags } from './message.ts'

type Body = Readonly<Record<string, unknown>>

/** The bodies of the private messages that answer a reader. `discordModal` writes dialogs. */
export function discordReply(reply: Exclude<Reply, { type: 'form' }>, vocabulary: Vocabulary): Body[] {
  return messagesOf(reply, vocabulary).map((message) => ({ ...message, flags: privately(Number(message.flags)) }))
}

function messagesOf(reply: Exclude<Reply, { type: 'form' }>, vocabulary: Vocabulary): Body[] {
  switch (reply.type) {
    case 'parts':
      return reply.parts.map(partMessage)
    case 'cards':
      return discordCards(reply.cards, vocabulary).map((message) => ({ ...message }))
    case 'text':
      return textMessages(reply.text)
  }
}

function partMessage({ body }: Part): Body {
  return typeof body.message === 'object' ? (body.message as Body) : body
}

function textMessages(text: Extract<Reply, { type: 'text' }>['text']): Body[] {
  const runs = splitInlines(text, (inlines) => contentFits(inlineMarkdown(inlines)))
  return runs.map((run) => ({ ...classicMessage(inlineMarkdown(run), [], true) }))
}

/** An answer that only its reader sees never notifies. */
function privately(flags: number): number {
  return (flags & ~messageFlags.suppressNotifications) | messageFlags.ephemeral
}
