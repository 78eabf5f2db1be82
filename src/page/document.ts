import { html } from 'hono/html'
import { styleSheets } from './assets.ts'
import type { Html } from './html.ts'
import { sunrise } from './mark.ts'
import { type Theme, themes } from './theme.ts'

export interface Sheet {
  readonly title: string
  readonly theme: Theme
  /** Which entry of the navigation it belongs to. */
  readonly place?: 'channels' | 'previews'
  /** Where a keyboard may jump to first. */
  readonly skips: readonly { readonly to: string; readonly label: string }[]
  readonly main: Html
}

/** A whole HTML document with the head and the top bar that all pages share. */
export function document({ title, theme, place, skips, main }: Sheet): Html {
  return html`<!doctype html>
<html lang="en" data-theme="${theme}">
<head>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>${title} · Morning Post</title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
  ${styleSheets.map((name) => html`<link rel="stylesheet" href="/assets/${name}" />`)}
  <script type="module" src="/assets/page.js"></script>
</head>
<body>
  ${skips.map(({ to, label }) => html`<a class="skip" href="${to}">${label}</a>`)}
  <header class="top">
    <a class="brand" href="/">${sunrise(26)} <span>Morning Post</span></a>
    <nav aria-label="Pages">
      <a href="/" ${place === 'channels' ? html`aria-current="page"` : ''}>Channels</a>
      <a href="/preview" ${place === 'previews' ? html`aria-current="page"` : ''}>Previews</a>
    </nav>
    <form class="themes" method="post" action="/theme" aria-label="Theme" data-themes>
      ${themes.map(
        (one) =>
          html`<button name="theme" value="${one}" aria-pressed="${String(one === theme)}">${sentence(one)}</button>`,
      )}
    </form>
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
