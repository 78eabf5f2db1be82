import { html } from 'hono/html'
import type { Part } from '../../../domain/part.ts'
import type { Html } from '../../html.ts'
import { previewContext, type RenderContext } from '../context.ts'
import { messageFrame } from '../frame.ts'
import { blocks } from './blocks.ts'
import { mrkdwn } from './mrkdwn.ts'

/** A rendered part that is not posted yet, as Slack will show it. */
export function renderSlackMessage(part: Part): Html {
  const { text, blocks } = part.body
  const message = { text: String(text ?? ''), blocks: Array.isArray(blocks) ? blocks : [] }
  const body = messageBody(message, previewContext)
  return messageFrame({ author: { id: 'bot', name: 'Morning Post', isBot: true }, body })
}

interface Message {
  readonly text: string
  readonly blocks?: readonly unknown[] | undefined
}

/** The blocks of a message, or its text if it has no blocks. */
export function messageBody(message: Message, context: RenderContext): Html {
  return message.blocks?.length ? html`${blocks(message.blocks, context)}` : mrkdwn(message.text, context)
}
