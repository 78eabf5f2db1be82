import { html } from 'hono/html'
import type { Day } from '../../domain/day.ts'
import type { Html } from '../html.ts'
import type { CalendarRow } from './data.ts'
import { currentWeeks, type DateRange, monthOf } from './date-range.ts'
import { monthName, rangeName } from './times.ts'
import { type DeliveriesUrl, pathTo } from './url.ts'

/** The controls that choose the days and the destinations to show. */
export function filterBar(address: DeliveriesUrl, span: DateRange, today: Day, rows: readonly CalendarRow[]): Html {
  const { days, older, newer } = span
  const last = days.at(-1) ?? days[0]
  const go = (changes: Partial<DeliveriesUrl>) => pathTo(address, { from: undefined, month: undefined, ...changes })
  const isMonth = address.month !== undefined
  const holdsToday = days.includes(today)
  const month = monthOf(holdsToday ? today : last)
  return html`<div class="controls" id="controls" data-piece>
    <h2>${isMonth ? monthName(days[0]) : rangeName(days[0], last)}</h2>
    <nav class="paging" aria-label="Days">
      <a href="${go(older)}" data-go id="older" title="Older"><span aria-hidden="true">‹</span><span class="visually-hidden">Older</span></a>
      <a href="${go(isMonth ? { month: monthOf(today) } : { from: currentWeeks(today) })}" data-go id="today" ${holdsToday ? html`aria-current="true"` : ''}>Today</a>
      <a href="${go(newer)}" data-go id="newer" title="Newer"><span aria-hidden="true">›</span><span class="visually-hidden">Newer</span></a>
    </nav>
    <nav class="switch" aria-label="How much">
      <a href="${go({ from: days[0] })}" data-go id="weeks" ${isMonth ? '' : html`aria-current="true"`}>4 weeks</a>
      <a href="${go({ month })}" data-go id="month" ${isMonth ? html`aria-current="true"` : ''}>Month</a>
    </nav>
    ${filters(address, rows)}
  </div>`
}

function filters(address: DeliveriesUrl, rows: readonly CalendarRow[]): Html {
  const { destination, trouble } = address
  const names = rows.map((row) => row.destination.name)
  return html`<nav class="switch" aria-label="Which">
      <a href="${pathTo(address, { trouble: false })}" data-go id="everything" ${trouble ? '' : html`aria-current="true"`}>All</a>
      <a href="${pathTo(address, { trouble: true })}" data-go id="trouble" ${trouble ? html`aria-current="true"` : ''}>Trouble only</a>
    </nav>
    <form class="pick" method="get" action="/deliveries" data-pick>
      ${kept(address).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <label class="visually-hidden" for="pick">Destination</label>
      <select id="pick" name="destination"><option value="">Every destination</option>${names.map(
        (name) => html`<option ${name === destination ? html`selected` : ''}>${name}</option>`,
      )}</select><button class="go">Show</button>
    </form>`
}

/** The parameters that stay when another destination is chosen. */
function kept(address: DeliveriesUrl): [string, string][] {
  const path = pathTo(address, { destination: undefined, open: undefined, confirm: undefined })
  return [...new URLSearchParams(path.split('?')[1])]
}
