import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { linkTo, type RenderContext } from './context.ts'

/**
 * The placeholder of an image: its description and the host it comes from. The page loads nothing from other hosts,
 * which would learn who looks at a digest and when.
 */
export function imagePlaceholder(url: string, alt: string, context: RenderContext): Html {
  const host = URL.canParse(url) ? new URL(url).host : url
  const isMissing = context.hasImage?.(url) === false
  const where = isMissing
    ? html`This image could not be fetched from ${linkTo(context, url, host)}.`
    : linkTo(context, url, host)
  return html`<figure class="image${isMissing ? ' missing' : ''}">${landscape}<figcaption><span class="image-alt">${alt}</span><span>${where}</span></figcaption></figure>`
}

const landscape = html`<svg width="40" height="32" viewBox="0 0 40 32" aria-hidden="true" focusable="false"><g fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"><rect x="1" y="1" width="38" height="30" rx="4" /><path d="m1 25 11-11 9 9 6-6 12 11" /><circle cx="28" cy="9" r="3" /></g></svg>`
