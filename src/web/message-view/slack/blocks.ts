import { html } from 'hono/html'
import { type Json, record, records, string } from '../../../lib/json.ts'
import type { Html } from '../../html.ts'
import { type RenderContext, unsupported } from '../context.ts'
import { imagePlaceholder } from '../image.ts'
import { element, plain } from './elements.ts'
import { inlines } from './inline.ts'
import { mrkdwn } from './mrkdwn.ts'
import { richText } from './rich-text.ts'

/** The blocks of a message. https://docs.slack.dev/reference/block-kit/blocks */
export function blocks(list: readonly unknown[], context: RenderContext): Html[] {
  return records(list).map((block) => html`<div class="block block-${kind(block)}">${draw(block, context)}</div>`)
}

function kind(block: Json): string {
  return string(block.type).replace(/[^a-z_]/g, '') || 'unknown'
}

function draw(block: Json, context: RenderContext): Html {
  switch (block.type) {
    case 'header':
      return html`<h4 dir="auto" class="level-${headingLevel(block)}">${plain(block.text)}</h4>`
    case 'rich_text':
      return richText(block, context)
    case 'context':
      return html`<div class="context">${records(block.elements).map((item) => html`<div>${textObject(item, context)}</div>`)}</div>`
    case 'actions':
      return html`<div class="actions">${records(block.elements).map((item) => element(string(block.block_id), item, context))}</div>`
    case 'divider':
      return html`<hr />`
    case 'image':
      return imagePlaceholder(string(block.image_url), string(block.alt_text), context)
    case 'table':
      return table(block, context)
    default:
      return unsupported(`block of type ${string(block.type)}`)
  }
}

function headingLevel(block: Json): number {
  return Math.min(Math.max(Number(block.level) || 1, 1), 4)
}

function textObject(text: unknown, context: RenderContext): Html {
  const { type, text: words } = record(text)
  return type === 'mrkdwn' ? mrkdwn(string(words), context) : html`<p>${string(words)}</p>`
}

/** The first row is the header. */
function table(block: Json, context: RenderContext): Html {
  const rows = Array.isArray(block.rows) ? block.rows.map(records) : []
  const settings = records(block.column_settings)
  const align = (column: number) => {
    const side = string(settings[column]?.align)
    return side === 'right' || side === 'center' ? side : 'left'
  }
  const [header = [], ...body] = rows
  return html`<div class="table" role="region" aria-label="Table" tabindex="0"><table>
    <thead><tr>${header.map((cell, at) => html`<th scope="col" class="${align(at)}">${tableCell(cell, context)}</th>`)}</tr></thead>
    <tbody>${body.map((row) => html`<tr>${row.map((cell, at) => html`<td class="${align(at)}">${tableCell(cell, context)}</td>`)}</tr>`)}</tbody>
  </table></div>`
}

function tableCell(cell: Json, context: RenderContext): Html {
  return html`${records(cell.elements).map((part) => inlines(part.elements, context))}`
}
