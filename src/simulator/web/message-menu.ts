import { html } from 'hono/html'
import { type Html, hiddenFields } from '../../web/html.ts'

/** An entry that an app adds to the menu of a message. */
export interface MenuEntry {
  readonly id: string
  readonly name: string
}

/** The entries of the app for one message; `fields` name the message. */
export function messageMenu(
  entries: readonly MenuEntry[],
  action: string,
  fields: Readonly<Record<string, string>>,
): Html | '' {
  if (entries.length === 0) return ''
  return html`<details class="message-menu"><summary>More actions</summary>${entries.map(
    ({ id, name }) =>
      html`<form method="post" action="${action}" data-async>${hiddenFields({ ...fields, entry: id })}<button>${name}</button></form>`,
  )}</details>`
}

/** Only messages with an address have the menu here, to keep the page calm: the app has entries for links only. */
export const hasLink = (text: string): boolean => /https?:\/\//.test(text)
