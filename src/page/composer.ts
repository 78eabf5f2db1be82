import { html } from 'hono/html'
import type { Html } from './html.ts'

/** Far below what either platform lets a person type, and far above what anybody types here. */
export const typedMax = 2000 // characters

/** A box to write a message in, and the button that sends it. */
export function composer(box: {
  readonly id: string
  readonly action: string
  readonly label: string
  /** Who speaks. */
  readonly as: string
  /** Where it goes. */
  readonly fields: Readonly<Record<string, string>>
}): Html {
  const hidden = Object.entries(box.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )
  return html`<form class="composer" method="post" action="${box.action}" data-say>
    ${hidden}
    <label class="visually-hidden" for="${box.id}">${box.label}, as ${box.as}</label>
    <textarea id="${box.id}" name="text" rows="1" maxlength="${typedMax}" placeholder="${box.label}" required></textarea>
    <button aria-label="Send"><svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="M1.5 2.200 14.500 8 1.500 13.800 3.200 8.800 9 8 3.200 7.200Z" fill="currentColor" /></svg></button>
  </form>`
}
