import type { Context } from 'hono'
import { html } from 'hono/html'
import { pageStyleSheet } from './assets.ts'
import type { Html } from './html.ts'
import { logo } from './icons.ts'
import { themeOf, themes } from './theme.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Whether there are simulated channels to go to. */
    hasChannels: boolean
    /** Whether there is a page of candidates. */
    hasCandidates: boolean
    /** Whether drafts are reviewed. */
    hasReviews: boolean
    /** Whether a workspace can be connected on a page. */
    canConnect: boolean
  }
}

interface PageContent {
  /** Gives the theme and whether there are channels. */
  readonly context: Context
  readonly title: string
  /** The entry of the navigation that it belongs to. */
  readonly place?: 'channels' | 'deliveries' | 'previews' | 'tomorrow' | 'review' | 'connect'
  /** The targets of the skip links for keyboards. */
  readonly skips: readonly { readonly to: string; readonly label: string }[]
  readonly main: Html
  /** Further files of this page; names under `/assets/`. */
  readonly assets?: { readonly styleSheet?: string; readonly script: string }
}

/** A whole HTML document with the head and the top bar that all pages share. */
export function document({ context, title, place, skips, main, assets }: PageContent): Html {
  const theme = themeOf(context)
  const entry = (path: string, name: PageContent['place'], words: string) =>
    html`<a href="${path}" ${name === place ? html`aria-current="page"` : ''}>${words}</a>`
  const visitor = context.get('visitor')
  const navigation = html`<nav aria-label="Pages">
      ${context.get('hasChannels') ? entry('/', 'channels', 'Channels') : ''}
      ${entry('/deliveries', 'deliveries', 'Deliveries')}
      ${entry('/preview', 'previews', 'Previews')}
      ${context.get('hasCandidates') ? entry('/tomorrow', 'tomorrow', 'Tomorrow') : ''}
      ${context.get('hasReviews') ? entry('/review', 'review', 'Review') : ''}
      ${context.get('canConnect') ? html`<a class="invite" href="/connect" ${place === 'connect' ? html`aria-current="page"` : ''}>Connect<span class="optional"> a workspace</span></a>` : ''}
    </nav>`
  return html`<!doctype html>
<html lang="en" data-theme="${theme}">
<head>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>${title} · Morning Post</title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
  ${[pageStyleSheet, assets?.styleSheet ?? []].flat().map((name) => html`<link rel="stylesheet" href="/assets/${name}" />`)}
  ${assets ? html`<script type="module" src="/assets/${assets.script}"></script>` : ''}
  <script type="module" src="/assets/page.js"></script>
</head>
<body>
  ${skips.map(({ to, label }) => html`<a class="skip" href="${to}">${label}</a>`)}
  <header class="top">
    <a class="brand" href="/">${logo(26)} <span>Morning Post</span></a>
    ${visitor === 'stranger' ? '' : navigation}
    <form class="themes" method="post" action="/theme" aria-label="Theme" data-themes>
      ${themes.map(
        (one) =>
          html`<button name="theme" value="${one}" aria-pressed="${String(one === theme)}">${sentence(one)}</button>`,
      )}
    </form>
    ${visitor === 'logged-in' ? html`<form class="logout" method="post" action="/logout"><button>Log out</button></form>` : ''}
  </header>
  ${main}
  <p class="notice" id="notice" role="alert" hidden></p>
  <p class="visually-hidden" id="announcer" role="status"></p>
</body>
</html>`
}

function sentence(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
}

/** A page with only a problem and the advice about it. */
export function errorPage(context: Context, title: string, advice: Html): Html {
  const main = html`<main class="apology" id="main"><h1>${title}</h1>${advice}</main>`
  return document({ context, title, skips: [], main })
}

export function notFoundPage(context: Context): Html {
  const advice = html`<p>There is no page at <code>${context.req.path}</code>.
    Go to <a href="/deliveries">the deliveries</a>, or <a href="/preview">preview a digest</a>.</p>`
  return errorPage(context, 'There is no such page', advice)
}

export function internalErrorPage(context: Context): Html {
  const advice = html`<p>This is a bug of Morning Post. The log says more.
    <a href="/">Back to the start</a></p>`
  return errorPage(context, 'This page is broken', advice)
}

/** The page for an expected error, whose message says what to do. */
export function unavailablePage(context: Context, sentence: string): Html {
  const advice = html`<p>${sentence}</p><p><a href="">Try again</a></p>`
  return errorPage(context, 'This cannot be shown just now', advice)
}
