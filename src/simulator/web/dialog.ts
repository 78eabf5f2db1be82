import { html } from 'hono/html'
import type { PlatformName } from '../../domain/destination.ts'
import type { Html } from '../../web/html.ts'
export interface Dialog {
  readonly platform: PlatformName
  readonly app: Html
  readonly title: string
  readonly submit?: string
  readonly cancel: string
  readonly query: string
  readonly content: Html
}

/** The dialog, or an empty placeholder. The window behind an open dialog is inert. */
export function dialogPlace(platform: PlatformName, dialog?: Dialog): Html {
  return html`<div class="dialog-place" id="${platform}-dialog">${dialog ? draw(dialog) : ''}</div>`
}

function draw({ platform, app, title, submit, cancel, query, content }: Dialog): Html {
  const close = `${platform}-close`
  return html`<section class="dialog" role="dialog" aria-modal="true" aria-labelledby="${platform}-dialog-title">
    <form id="${close}" method="post" action="/${platform}/close${query}" data-async></form>
    <form class="dialog-form" method="post" action="/${platform}/submit${query}" data-async>
      <header>${app}<h3 id="${platform}-dialog-title" tabindex="-1">${title}</h3>
        <button class="dialog-close" form="${close}" aria-label="Close" data-close-dialog>✕</button></header>
      <div class="dialog-fields">${content}</div>
      <footer>
        <button class="${platform}-button cancel" form="${close}">${cancel}</button>
        ${submit ? html`<button class="${platform}-button primary">${submit}</button>` : ''}
      </footer>
    </form>
  </section>`
}
