import { html } from 'hono/html'
import { type Json, record, records, string } from '../../../lib/json.ts'
import { type Html, hiddenFields, safeUrl } from '../../html.ts'
import { type RenderContext, unsupported } from './context.ts'

// https://docs.discord.com/developers/components/reference#component-object-component-types
const button = 2
const stringSelect = 3

const looks: Record<number, string> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' }
const linkLook = 5

/** A button or select: what stands in an action row, or beside a section. */
export function control(json: Json, context: RenderContext): Html {
  if (json.type === button) return drawButton(json, context)
  if (json.type === stringSelect) return drawSelect(json, context)
  return unsupported(`component of type ${String(json.type)}`)
}

function drawButton(json: Json, context: RenderContext): Html {
  const emoji = string(record(json.emoji).name)
  const label = html`${emoji ? `${emoji} ` : ''}${string(json.label)}`
  if (json.style === linkLook) {
    const [local, url] = [context.local(string(json.url)), safeUrl(string(json.url))]
    if (local) return html`<a class="discord-button secondary" href="${local}" data-go>${label}</a>`
    const sign = html`<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false"><path d="M5 3H3v8h8V9M7.500 2.500h4v4M11 3 6.500 7.500" fill="none" stroke="currentColor" stroke-width="1.500" /></svg>`
    return url
      ? html`<a class="discord-button secondary" href="${url}" target="_blank" rel="noopener noreferrer">${label}${sign}</a>`
      : html`<span class="discord-button secondary">${label}</span>`
  }
  const look = looks[Number(json.style)] ?? 'secondary'
  return form(json, context, html`<button class="discord-button ${look}" ${disabled(json, context)}>${label}</button>`)
}

function drawSelect(json: Json, context: RenderContext): Html {
  const placeholder = string(json.placeholder) || 'Make a selection'
  const options = records(json.options).map(({ label, value, description }) => {
    const more = string(description)
    return html`<option value="${string(value)}">${string(label)}${more ? ` — ${more}` : ''}</option>`
  })
  return form(
    json,
    context,
    html`<select class="discord-select" name="value" aria-label="${placeholder}" required data-act ${disabled(json, context)}>
      <option value="">${placeholder}</option>${options}
    </select>
    <button class="discord-button secondary go" ${disabled(json, context)}>Go</button>`,
  )
}

function disabled(json: Json, context: RenderContext): Html | '' {
  return context.controls && json.disabled !== true ? '' : html`disabled`
}

function form(json: Json, { controls }: RenderContext, content: Html): Html {
  if (!controls) return html`<span class="control">${content}</span>`
  const fields = { ...controls.fields, control: string(json.custom_id) }
  return html`<form class="control" method="post" action="${controls.action}" data-deed>${hiddenFields(fields)}${content}</form>`
}
