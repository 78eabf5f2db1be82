import { html } from 'hono/html'
import { type Json, records, string } from '../../../lib/json.ts'
import type { Html } from '../../html.ts'
import { type RenderContext, unsupported } from '../context.ts'
import { inlines } from './inline.ts'

/** A `rich_text` block; each paragraph has the direction of its first letters. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function richText(block: Json, context: RenderContext): Html {
  return html`<div class="rich-text">${records(block.elements).map((element) => piece(element, context))}</div>`
}

function piece(element: Json, context: RenderContext): Html {
  const content = () => inlines(element.elements, context)
  switch (element.type) {
    case 'rich_text_section':
      return html`<p dir="auto">${content()}</p>`
    case 'rich_text_preformatted':
      return html`<pre tabindex="0"><code>${content()}</code></pre>`
    case 'rich_text_quote':
      return html`<blockquote dir="auto">${content()}</blockquote>`
    case 'rich_text_list':
      return list(element, context)
    default:
      return unsupported(`block of type ${string(element.type)}`)
  }
}

/** Slack has no list within a list: a deeper one stands behind it and says how far it is indented, 8 at most. */
function list(element: Json, context: RenderContext): Html {
  const depth = Math.min(Math.max(Number(element.indent) || 0, 0), 8)
  const border = element.border ? ' bordered' : ''
  const items = records(element.elements).map((item) => html`<li>${listItem(item, context)}</li>`)
  if (element.style !== 'ordered') return html`<ul dir="auto" class="indent-${depth}${border}">${items}</ul>`
  return html`<ol dir="auto" class="indent-${depth}${border}" start="${(Number(element.offset) || 0) + 1}">${items}</ol>`
}

function listItem(item: Json, context: RenderContext): Html {
  return item.type === 'rich_text_section' ? html`${inlines(item.elements, context)}` : piece(item, context)
}
