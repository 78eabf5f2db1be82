import { html } from 'hono/html'
import type { Html } from '../../web/html.ts'

/** A suggestion. Its `data-` attributes say what picking it does. */
interface MenuChoice {
  readonly text?: string
  readonly value?: string
  /** Opens another option of the command. */
  readonly option?: string
  readonly label: string
  /** In code letters behind the label: what may follow. */
  readonly usage?: string
  readonly description?: string
}

/**
 * The suggestions of a message box while the user types. The script handles its keys; without JavaScript it is never
 * requested.
 */
export function autocompleteMenu(title: string, choices: readonly MenuChoice[]): Html {
  if (choices.length === 0) return html``
  return html`<p class="menu-title" aria-hidden="true">${title}</p>
  <ul role="listbox" aria-label="${title}">${choices.map(choice)}</ul>`
}

function choice({ label, usage, description, ...doing }: MenuChoice): Html {
  const attributes = Object.entries(doing).map(([name, value]) => html` data-${name}="${value}"`)
  return html`<li role="option"${attributes}><b>${label}</b>${usage ? html` <code>${usage}</code>` : ''}${
    description ? html` <span>${description}</span>` : ''
  }</li>`
}
export function hint(words: Html | string): Html {
  return html`<p class="menu-hint">${words}</p>`
}
