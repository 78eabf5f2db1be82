import { html } from 'hono/html'
import { type Json, records, string } from '../../../lib/json.ts'
import type { Html } from '../../html.ts'
import { linkTo, type RenderContext, unsupported } from '../context.ts'
import { controlForm, disabled, selectMenu } from '../controls.ts'

// https://docs.discord.com/developers/components/reference#component-object-component-types
const button = 2
const stringSelect = 3

const looks: Readonly<Record<number, string>> = { 1: 'primary', 4: 'danger' }
const linkStyle = 5
const selectClasses = { select: 'discord-select', button: 'discord-button secondary' }

/** A button or select of an action row. */
export function control(json: Json, context: RenderContext): Html {
  if (json.type === button) return drawButton(json, context)
  if (json.type !== stringSelect) return unsupported(`component of type ${String(json.type)}`)
  const options = records(json.options).map(({ label, value, description }) => ({
    value: string(value),
    words: [string(label), string(description)].filter(Boolean).join(' — '),
  }))
  return selectMenu(context, fieldsOf(json), selectClasses, string(json.placeholder) || 'Make a selection', options)
}

function drawButton(json: Json, context: RenderContext): Html {
  const label = string(json.label)
  if (json.style === linkStyle) {
    return linkTo(context, string(json.url), html`${label}${openSign}`, 'discord-button secondary')
  }
  const look = looks[Number(json.style)] ?? 'secondary'
  const press = html`<button class="discord-button ${look}" ${disabled(context)}>${label}</button>`
  return controlForm(context, fieldsOf(json), press)
}

function fieldsOf(json: Json) {
  return { control: string(json.custom_id) }
}

const openSign = html`<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false"><path d="M5 3H3v8h8V9M7.500 2.500h4v4M11 3 6.500 7.500" fill="none" stroke="currentColor" stroke-width="1.500" /></svg>`
