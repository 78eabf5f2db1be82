import { html } from 'hono/html'
import type { Part } from '../../../domain/part.ts'
import { type Json, record, records, string } from '../../../lib/json.ts'
import type { Html } from '../../html.ts'
import { previewContext, type RenderContext, unsupported } from '../context.ts'
import { messageFrame } from '../frame.ts'
import { imagePlaceholder } from '../image.ts'
import { control } from './controls.ts'
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

/** The components of a message that the bot sends. https://docs.discord.com/developers/components/reference */
function components(list: unknown, context: RenderContext): Html[] {
  return records(list).map((component) => draw(component, context))
}

function draw(component: Json, context: RenderContext): Html {
  switch (component.type) {
    case 1:
      return html`<div class="action-row">${records(component.components).map((one) => control(one, context))}</div>`
    case 10:
      return html`<div class="text-display">${markdown(string(component.content), context)}</div>`
    case 12:
      return html`<div class="gallery">${records(component.items).map((item) => imagePlaceholder(string(record(item.media).url), string(item.description), context))}</div>`
    case 14:
      return html`<hr class="small" />`
    case 17:
      return html`<div class="container">${accent(component.accent_color)}<div class="container-main">${components(component.components, context)}</div></div>`
    default:
      return unsupported(`component of type ${String(component.type)}`)
  }
}

/** An attribute rather than a style: the page's security policy allows no inline styles. */
function accent(color: unknown): Html | '' {
  if (typeof color !== 'number') return ''
  const fill = `#${(color & 0xffffff).toString(16).padStart(6, '0')}`
  return html`<svg class="accent" width="4" aria-hidden="true" focusable="false"><rect width="4" height="100%" fill="${fill}" /></svg>`
}
