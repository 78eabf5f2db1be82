import { html } from 'hono/html'
import { type Json, record, records, string } from '../../../lib/json.ts'
import { type Html, hiddenFields, safeUrl } from '../../html.ts'
import type { Controls, RenderContext } from './context.ts'

/** The elements of an `actions` block, or the accessory of a section. */
export function element(blockId: string, json: Json, context: RenderContext): Html {
  switch (json.type) {
    case 'button':
      return button(blockId, json, context)
    case 'static_select':
      return staticSelect(blockId, json, context)
    case 'overflow':
      return overflow(blockId, json, context)
    case 'image':
      return image(json)
    default:
      return html`<span class="unsupported">Unsupported element: ${string(json.type)}</span>`
  }
}

/** The words of a text object. */
export function plain(text: unknown): string {
  return string(record(text).text)
}

/** The page loads nothing from elsewhere: an image is named by its alternative text, and opens in a new tab. */
export function image(json: Json): Html {
  const [url, alt] = [safeUrl(string(json.image_url)), string(json.alt_text) || 'Image']
  return url
    ? html`<a class="image-link" href="${url}" target="_blank" rel="noopener noreferrer">${alt}</a>`
    : html`${alt}`
}

function button(blockId: string, json: Json, context: RenderContext): Html {
  const look = json.style === 'primary' || json.style === 'danger' ? ` ${json.style}` : ''
  const [local, url] = [context.local(string(json.url)), safeUrl(string(json.url))]
  if (local) return html`<a class="slack-button${look}" href="${local}" data-go>${plain(json.text)}</a>`
  if (url) {
    return html`<a class="slack-button${look}" href="${url}" target="_blank" rel="noopener noreferrer">${plain(json.text)}</a>`
  }
  const press = html`<button class="slack-button${look}" name="value" value="${string(json.value)}" ${disabled(context)}>${plain(json.text)}</button>`
  return form(blockId, json, context, press)
}

function staticSelect(blockId: string, json: Json, context: RenderContext): Html {
  const placeholder = plain(json.placeholder) || 'Choose an option'
  const groups = records(json.option_groups).map(
    (group) => html`<optgroup label="${plain(group.label)}">${options(group.options)}</optgroup>`,
  )
  return form(
    blockId,
    json,
    context,
    html`<select class="slack-select" name="value" aria-label="${placeholder}" required data-act ${disabled(context)}>
      <option value="">${placeholder}</option>${options(json.options)}${groups}
    </select>
    <button class="slack-button go" ${disabled(context)}>Go</button>`,
  )
}

function options(list: unknown): Html[] {
  return records(list).map((option) => html`<option value="${string(option.value)}">${plain(option.text)}</option>`)
}

function overflow(blockId: string, json: Json, context: RenderContext): Html {
  const items = records(json.options).map((option) => {
    const url = safeUrl(string(option.url))
    return html`<li role="none">${
      url
        ? html`<a role="menuitem" href="${url}" target="_blank" rel="noopener noreferrer">${plain(option.text)}</a>`
        : html`<button role="menuitem" name="value" value="${string(option.value)}" ${disabled(context)}>${plain(option.text)}</button>`
    }</li>`
  })
  return form(
    blockId,
    json,
    context,
    html`<details class="slack-menu"><summary class="slack-button" aria-label="More actions" aria-haspopup="menu">${dots}</summary><ul role="menu" aria-label="More actions">${items}</ul></details>`,
  )
}

const dots = html`<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><g fill="currentColor"><circle cx="3" cy="8" r="1.5" /><circle cx="8" cy="8" r="1.5" /><circle cx="13" cy="8" r="1.5" /></g></svg>`

function disabled(context: RenderContext): Html | '' {
  return context.controls ? '' : html`disabled`
}

function form(blockId: string, json: Json, context: RenderContext, content: Html): Html {
  if (!context.controls) return html`<span class="control">${content}</span>`
  return html`<form class="control" method="post" action="${context.controls.action}" data-deed>
    ${hidden(context.controls, blockId, string(json.action_id))}${content}
  </form>`
}

function hidden({ fields }: Controls, blockId: string, actionId: string): Html[] {
  return hiddenFields({ ...fields, block: blockId, action: actionId })
}
