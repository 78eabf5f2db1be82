import { html } from 'hono/html'
import type { PlatformName } from '../../domain/destination.ts'
import type { Problem } from '../../domain/problem.ts'
import { describeReason } from '../../i18n/describe-state.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { describeProblem } from '../../i18n/problems.ts'
import type { Html } from '../html.ts'
import { platformIcon } from '../icons.ts'
import type { CalendarRow } from './data.ts'
import { type DeliveriesUrl, pathTo } from './url.ts'

/** How many problems of digests are shown; the previews show all. */
const problemsShown = 3

/** Whether each platform with tokens is connected. */
export function connections(platforms: ReadonlyMap<PlatformName, boolean>): Html {
  return html`<ul class="connections" id="connections" data-piece aria-label="Platforms">${[...platforms].map(
    ([name, isUp]) =>
      html`<li class="${isUp ? 'up' : 'down'}">${platformIcon(name)} ${platformTitle(name)} <small>${
        isUp ? 'connected' : 'not connected'
      }</small></li>`,
  )}</ul>`
}

/** Problems: paused destinations with the advice, and digests that cannot be read. */
export function banners(rows: readonly CalendarRow[], problems: readonly Problem[], address: DeliveriesUrl): Html {
  const paused = rows.filter(({ paused }) => paused)
  const newest = problems.toSorted((a, b) => b.file.localeCompare(a.file)).slice(0, problemsShown)
  if (paused.length === 0 && newest.length === 0) return html`<div id="notices" data-piece></div>`
  return html`<section class="notices" id="notices" data-piece aria-label="Needs attention"><ul>
    ${paused.map(
      ({ destination, paused: why }) => html`<li class="paused"><span class="shape is-paused" aria-hidden="true"></span>
        <p><a href="${pathTo(address, { destination: destination.name })}" data-go>${destination.name}</a> is paused. ${
          why ? describeReason(why, destination) : ''
        }</p></li>`,
    )}
    ${newest.map(
      ({ file, line, column, severity, ...text }) =>
        html`<li class="${severity}"><span class="shape is-${
          severity === 'error' ? 'failed' : 'missed'
        }" aria-hidden="true"></span><p><code>${file}:${line}:${column}</code> ${describeProblem(text)}</p></li>`,
    )}
    ${
      problems.length > newest.length
        ? html`<li><span></span><p><a href="/preview">All ${problems.length} remarks on digests</a></p></li>`
        : ''
    }
  </ul></section>`
}
