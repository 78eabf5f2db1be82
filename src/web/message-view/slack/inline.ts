import { html } from 'hono/html'
import { type Json, record, records, string } from '../../../lib/json.ts'
import type { Html } from '../../html.ts'
import { linkTo, mention, type RenderContext } from '../context.ts'
import { fillDate } from './time.ts'

/** The colours a tag may have; anything else is drawn gray. */
const tagColors = ['gray', 'brown', 'purple', 'indigo', 'blue', 'green', 'yellow', 'orange', 'red']

/** The elements of a line of rich text: their text is literal, there is nothing in it to interpret. */
export function inlines(elements: unknown, context: RenderContext): Html[] {
  return records(elements).map((element) => styled(element, inline(element, context)))
}

function inline(element: Json, context: RenderContext): Html | string {
  const text = string(element.text)
  switch (element.type) {
    case 'text':
      return text
    case 'link':
      return linkTo(context, string(element.url), text || string(element.url))
    case 'user':
      return mention(`@${context.userName(string(element.user_id))}`)
    case 'channel':
      return mention(`#${context.channelName(string(element.channel_id))}`)
    case 'usergroup':
      return mention(`@${context.groupName(string(element.usergroup_id))}`)
    case 'date':
      return date(element)
    case 'tag':
      return tag(text, string(element.color))
    default:
      return html`<span class="unsupported">Unsupported element: ${string(element.type)}</span>`
  }
}

function styled(element: Json, content: Html | string): Html {
  const style = record(element.style)
  let out = html`${content}`
  if (style.code === true) out = html`<code>${out}</code>`
  if (style.strike === true) out = html`<s>${out}</s>`
  if (style.italic === true) out = html`<em>${out}</em>`
  if (style.bold === true) out = html`<strong>${out}</strong>`
  return out
}

function tag(text: string, color: string): Html {
  return html`<span class="slack-tag tag-${tagColors.includes(color) ? color : 'gray'}">${text}</span>`
}

function date(element: Json): Html {
  const at = new Date(Number(element.timestamp) * 1000)
  if (Number.isNaN(at.getTime())) return html`${string(element.fallback)}`
  return html`<time datetime="${at.toISOString()}">${fillDate(string(element.format), at)}</time>`
}
