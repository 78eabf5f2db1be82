import type { Context } from 'hono'
import { html } from 'hono/html'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { document } from '../../web/document.ts'
import type { Html } from '../../web/html.ts'
import { platformIcon } from '../../web/icons.ts'
import type { Client } from './client.ts'
import type { ClientUpdates } from './live-updates.ts'
import { open, openedOn, queryOf, viewOf } from './view-state.ts'

export const clientAssets = new URL('./assets/', import.meta.url)
export const clientStyleSheet = 'client.css'

const assets = { styleSheet: clientStyleSheet, script: 'client.js' }

/** The first page: the simulated platforms side by side, or where to look when there are none. */
export async function channelsPage(
  context: Context,
  clients: readonly Client[],
  live: ClientUpdates,
  showsSample: boolean,
): Promise<Html> {
  const view = viewOf(new URL(context.req.url).searchParams)
  await Promise.all(clients.map((client) => client.enter(view)))
  // The page below shows this version; later changes come as events.
  const version = live.version()
  const side = clients.some(({ platform }) => platform === view.side) ? view.side : (clients[0]?.platform ?? view.side)
  const skips = clients.map(({ platform }) => ({
    to: `#${platform}-say`,
    label: `Skip to ${platformTitle(platform)}`,
  }))
  const main = html`<main class="channels side-${side}" id="main" data-live="/events" data-version="${version}">
    <h1 class="visually-hidden">The channels, as their readers see them</h1>
    ${
      clients.length > 1
        ? html`<nav class="sides" aria-label="Platform">${clients.map(
            ({ platform }) => html`<a href="/${queryOf(open(view, platform, openedOn(view, platform)))}" data-go
      ${platform === side ? html`aria-current="true"` : ''}>${platformIcon(platform)} ${platformTitle(platform)}</a>`,
          )}</nav>`
        : ''
    }
    ${showsSample ? html`<p class="sample-note"><b class="sample-mark">sample</b> The digest in these channels comes with Morning Post. A bot with a token posts digests of your own only.</p>` : ''}
    ${clients.map((client) => client.window(view))}
    <noscript><p class="plain-note">Without JavaScript this page shows what was there when it was loaded. <a href="">Load it again</a></p></noscript>
  </main>`
  return document({ context, title: 'Channels', place: 'channels', skips, main, assets })
}
