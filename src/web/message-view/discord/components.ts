import { html } from 'hono/html'
import { type Json, record, records, string } from '../../../lib/json.ts'
import { type Html, safeUrl } from '../../html.ts'
import { type RenderContext, unsupported } from './context.ts'
import { control } from './controls.ts'
import { markdown } from './markdown.ts'

/** Components of a message, old and new. https://docs.discord.com/developers/components/reference */
export function components(list: unknown, context: RenderContext): Html[] {
  return records(list).map((component) => draw(component, context))
}

function draw(component: Json, context: RenderContext): Html {
  const children = () => components(component.components, context)
  switch (component.type) {
    case 1:
      return html`<div class="action-row">${records(component.components).map((one) => control(one, context))}</div>`
    case 9:
      return section(component, context)
    case 10:
      return html`<div class="text-display">${markdown(string(component.content), context)}</div>`
    case 11:
      return image(record(component.media), component.description)
    case 12:
      return html`<ul class="gallery">${records(component.items).map((one) => html`<li>${image(record(one.media), one.description)}</li>`)}</ul>`
    case 14:
      return separator(component)
    case 17:
      return html`<div class="container">${accent(component.accent_color)}<div class="container-main">${children()}</div></div>`
    default:
      return unsupported(`component of type ${String(component.type)}`)
  }
}

function section(component: Json, context: RenderContext): Html {
  const accessory = record(component.accessory)
  const beside = accessory.type === 11 ? draw(accessory, context) : control(accessory, context)
  return html`<div class="section"><div>${components(component.components, context)}</div>${beside}</div>`
}

function separator({ divider, spacing }: Json): Html {
  const size = spacing === 2 ? 'large' : 'small'
  return divider === false ? html`<div class="gap ${size}"></div>` : html`<hr class="${size}" />`
}

/** An attribute rather than a style: the page's security policy allows no inline styles. */
function accent(color: unknown): Html | '' {
  if (typeof color !== 'number') return ''
  const fill = `#${(color & 0xffffff).toString(16).padStart(6, '0')}`
  return html`<svg class="accent" width="4" aria-hidden="true" focusable="false"><rect width="4" height="100%" fill="${fill}" /></svg>`
}

/** The page loads nothing from elsewhere: an image is named by its description, and opens in a new tab. */
function image(media: Json, description: unknown): Html {
  const [url, alt] = [safeUrl(string(media.url)), string(description) || 'Image']
  return url
    ? html`<a class="image-link" href="${url}" target="_blank" rel="noopener noreferrer">${alt}</a>`
    : html`<span>${alt}</span>`
}
