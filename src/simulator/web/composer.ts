import { html } from 'hono/html'
import type { PlatformName } from '../../domain/destination.ts'
import { type Html, hiddenFields } from '../../web/html.ts'

/** Far below the limits of both platforms, and enough for typing. */
export const typedMax = 4000 // characters

/** A box to write a message or a command in, and the button that sends it. */
export function composer(box: {
  readonly platform: PlatformName
  readonly id: string
  readonly query: string
  readonly label: string
  readonly as: string
  readonly fields: Readonly<Record<string, string>>
}): Html {
  return html`<form class="composer" method="post" action="/${box.platform}/say${box.query}" data-say data-typing="/${box.platform}/typing">
    ${hiddenFields(box.fields)}
    <div class="menu" id="${box.id}-menu" hidden></div>
    <label class="visually-hidden" for="${box.id}">${box.label}, as ${box.as}</label>
    <textarea id="${box.id}" name="text" rows="1" maxlength="${typedMax}" placeholder="${box.label}" required
      aria-autocomplete="list" aria-controls="${box.id}-menu"></textarea>
    <button class="send" aria-label="Send"><svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="M1.5 2.200 14.500 8 1.500 13.800 3.200 8.800 9 8 3.200 7.200Z" fill="currentColor" /></svg></button>
  </form>`
}
