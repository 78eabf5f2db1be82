import type { Context } from 'hono'
import { html } from 'hono/html'
import { document } from './document.ts'
import type { Html } from './html.ts'

/** A page that only says what is the matter and what to do. */
export function errorPage(context: Context, title: string, advice: Html): Html {
  const main = html`<main class="apology" id="main"><h1>${title}</h1>${advice}</main>`
  return document({ context, title, skips: [], main })
}

export function notFoundPage(context: Context): Html {
  const advice = html`<p>Nothing is kept at <code>${context.req.path}</code>.
    Go to <a href="/deliveries">the deliveries</a>, or <a href="/preview">preview a digest</a>.</p>`
  return errorPage(context, 'There is no such page', advice)
}

export function internalErrorPage(context: Context): Html {
  const advice = html`<p>That is a fault of Morning Post, not of yours; the log says more.
    <a href="/">Back to the start</a></p>`
  return errorPage(context, 'This page is broken', advice)
}

/** The world's doing, in the sentence that says what to do about it. */
export function unavailablePage(context: Context, sentence: string): Html {
  const advice = html`<p>${sentence}</p><p><a href="">Try again</a></p>`
  return errorPage(context, 'This cannot be shown just now', advice)
}
