import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Markup in which every value is escaped (against XSS), made by the `html` tag. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

const followed = ['http:', 'https:', 'mailto:']

/** The address as a link may carry it, or undefined when it is no address that a reader should follow. */
export function safeUrl(address: string): string | undefined {
  const url = URL.parse(address)
  return url && followed.includes(url.protocol) ? address : undefined
}

/** The hidden fields of a form. */
export function hiddenFields(fields: Readonly<Record<string, string>>): Html[] {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)
}
