import { html } from 'hono/html'
import { type Json, record, records, string } from '../../../lib/json.ts'
import type { Html } from '../../html.ts'
import { linkTo, type RenderContext } from '../context.ts'
import { controlForm, disabled, selectMenu } from '../controls.ts'

/** The elements of an `actions` block. */
export function element(blockId: string, json: Json, context: RenderContext): Html {
  const fields = { block: blockId, action: string(json.action_id) }
  switch (json.type) {
    case 'button':
      return button(fields, json, context)
    case 'static_select': {
      const options = records(json.options).map((option) => ({
        value: string(option.value),
        words: plain(option.text),
      }))
      return selectMenu(context, fields, selectClasses, plain(json.placeholder) || 'Choose an option', options)
    }
    case 'overflow':
      return overflow(fields, json, context)
    default:
      return html`<span class="unsupported">Unsupported element: ${string(json.type)}</span>`
  }
}

/** The words of a text object. */
export function plain(text: unknown): string {
  return string(record(text).text)
}

const selectClasses = { select: 'slack-select', button: 'slack-button' }

type Fields = Readonly<Record<string, string>>

function button(fields: Fields, json: Json, context: RenderContext): Html {
  const look = `slack-button${json.style === 'primary' || json.style === 'danger' ? ` ${json.style}` : ''}`
  if (json.url) return linkTo(context, string(json.url), plain(json.text), look)
  return controlForm(context, fields, html`<button class="${look}" ${disabled(context)}>${plain(json.text)}</button>`)
}

function overflow(fields: Fields, json: Json, context: RenderContext): Html {
  const items = records(json.options).map(
    ({ value, text }) =>
      html`<li role="none"><button role="menuitem" name="value" value="${string(value)}" ${disabled(context)}>${plain(text)}</button></li>`,
  )
  return controlForm(
    context,
    fields,
    html`<details class="slack-menu"><summary class="slack-button" aria-label="More actions" aria-haspopup="menu">${dots}</summary><ul role="menu" aria-label="More actions">${items}</ul></details>`,
  )
}

const dots = html`<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><g fill="currentColor"><circle cx="3" cy="8" r="1.5" /><circle cx="8" cy="8" r="1.5" /><circle cx="13" cy="8" r="1.5" /></g></svg>`
