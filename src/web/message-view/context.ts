import { html } from 'hono/html'
import { type Html, safeUrl } from '../html.ts'

/** The context for drawing a message. */
export interface RenderContext {
  userName(id: string): string
  /** The name of a Slack user group or a Discord role. */
  groupName(id: string): string
  channelName(id: string): string
  /** The simulator's own address for a message, thread or channel of the simulated platform. */
  local(url: string): string | undefined
  /** Whether the simulated platform can fetch an image. */
  hasImage?(url: string): boolean
  /** How the controls of the message reach the app. Without it they are disabled. */
  readonly controls?: Controls
}

interface Controls {
  /** Where the form goes. */
  readonly action: string
  /** The fields that say which message the control is in. */
  readonly fields: Readonly<Record<string, string>>
}

/** The context of a message that is not posted yet. */
export const previewContext: RenderContext = {
  userName: (id) => id,
  groupName: (id) => id,
  channelName: (id) => id,
  local: () => undefined,
}

/** A link within the simulator where it can be, else to a new tab; only http, https and mailto are linked. */
export function linkTo(context: RenderContext, url: string, label: Html | string, look = ''): Html {
  const [local, safe] = [context.local(url), safeUrl(url)]
  const looks = look && html`class="${look}" `
  if (local) return html`<a ${looks}href="${local}" data-go>${label}</a>`
  if (safe) return html`<a ${looks}href="${safe}" target="_blank" rel="noopener noreferrer">${label}</a>`
  return html`<span ${looks}>${label}</span>`
}

/** A placeholder for something that cannot be drawn, so that nothing is missing silently. */
export function unsupported(what: string): Html {
  return html`<p class="unsupported">Unsupported: <code>${what}</code></p>`
}

export function mention(name: string): Html {
  return html`<span class="mention">${name}</span>`
}
