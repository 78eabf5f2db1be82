import { html } from 'hono/html'
import type { Part } from '../../../domain/part.ts'
import { record, records, string } from '../../../lib/json.ts'
import type { Html } from '../../html.ts'
import { previewContext, type RenderContext } from '../context.ts'
import { messageFrame } from '../frame.ts'
import { components } from './components.ts'
import { markdown } from './markdown.ts'

/** A rendered part that is not posted yet, as Discord will show it; the first message of a forum post with its title. */
export function renderDiscordMessage({ body }: Part): Html {
  const message = body.message ? record(body.message) : body
  const name = string(body.name)
  return html`${name ? html`<p dir="auto" class="post-name">${name}</p>` : ''}
    ${messageFrame({
      author: { id: 'bot', name: 'Morning Post', isBot: true },
      body: messageBody({ content: string(message.content), components: records(message.components) }, previewContext),
    })}`
}

interface Message {
  readonly content: string
  readonly components: readonly unknown[]
}

/** The text of a message, then its components. */
export function messageBody({ content, components: list }: Message, context: RenderContext): Html {
  return html`${content ? html`<div class="content">${markdown(content, context)}</div>` : ''}
    ${components(list, context)}`
}

/** The words of a message without formatting, for a screen reader. */
export function plainWords({ content, components }: Message): string {
  const nested = records(components).map((component) =>
    plainWords({ content: string(component.content), components: records(component.components) }),
  )
  return [content.replaceAll(/[*_#`~>]|-# /g, ''), ...nested].filter(Boolean).join(' ')
}
