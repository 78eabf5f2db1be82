import { html } from 'hono/html'
import { type Html, safeUrl } from '../../html.ts'

/** What a message's renderer must know besides the message. */
export interface RenderContext {
  userName(id: string): string
  roleName(id: string): string
  channelName(id: string): string
  /** The page's own address for a channel, thread or message of this server. */
  local(url: string): string | undefined
  /** How the controls of the message reach the app. Without it nothing can be pressed. */
  readonly controls?: Controls
}

interface Controls {
  /** Where the form goes. */
  readonly action: string
  /** What it says about where the control stands. */
  readonly fields: Readonly<Record<string, string>>
}

/** A link of Discord's: to this page where it can, else to a new tab, and never to anything but http, https and mailto. */
export function linkTo(context: RenderContext, url: string, label: Html | string): Html {
  const local = context.local(url)
  if (local) return html`<a href="${local}" data-go>${label}</a>`
  const safe = safeUrl(url)
  return safe
    ? html`<a href="${safe}" target="_blank" rel="noopener noreferrer">${label}</a>`
    : html`<span>${label}</span>`
}

/** Said where a real client would show something that this page cannot draw, so that nothing vanishes in silence. */
export function unsupported(what: string): Html {
  return html`<p class="unsupported">Unsupported: <code>${what}</code></p>`
}
