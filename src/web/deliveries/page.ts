import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Day } from '../../domain/day.ts'
import { digestId } from '../../domain/digest.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { document } from '../document.ts'
import type { Html } from '../html.ts'
import type { PreviewOptions } from '../preview/routes.ts'
import { banners, connections } from './banners.ts'
import { type CalendarRow, loadCalendar } from './data.ts'
import { type DateRange, dateRange } from './date-range.ts'
import { deliveryDetail } from './detail.ts'
import { filterBar } from './filters.ts'
import { calendarGrid } from './grid.ts'
import type { DashboardData, DeliveryDetail } from './options.ts'
import { needsAttention } from './states.ts'
import { counts, legend } from './summary.ts'
import { type DeliveriesUrl, pathTo } from './url.ts'
import { weeks } from './weeks.ts'

export interface DeliveriesContext extends Pick<DeliveryDetail, 'canResolve' | 'local'> {
  readonly dashboard: DashboardData
  readonly repository: PreviewOptions['repository']
}

/** The calendar of all deliveries, with one of them open beside it if the address names it. */
export async function deliveriesPage(
  context: Context,
  address: DeliveriesUrl,
  options: DeliveriesContext,
  version: string,
): Promise<Html> {
  const { dashboard, repository } = options
  const now = dashboard.clock.now()
  const zones = dashboard.destinations().map(({ timezone }) => timezone)
  const today = [...zones, 'UTC']
    .map((zone) => dayAt(now, zone))
    .sort()
    .at(zones.length > 0 ? -1 : 0) as Day
  const span = dateRange(address, today)
  const all = await loadCalendar(dashboard, repository, span.days)
  const rows = all.filter((row) => isWanted(row, address))
  const delivered = address.open && (await lookUp(address.open, options))
  const main = html`<main class="deliveries${delivered ? ' with-delivery' : ''}" id="main" data-live="/deliveries/events" data-version="${version}">
    <div class="calendar">
      <header class="deliveries-head"><h1>Deliveries</h1>${connections(dashboard.platforms())}</header>
      ${banners(all, repository.problems?.() ?? [], address)}
      ${filterBar(address, span, today, all)}
      ${counts(rows, address)}
      ${calendar(rows, all.length, span.days, address)}
      ${legend()}
    </div>
    ${delivered ? deliveryDetail(delivered, address) : ''}
  </main>`
  const skips = delivered ? [{ to: '#delivery', label: 'Skip to the open delivery' }] : []
  return document({ context, title: 'Deliveries', place: 'deliveries', skips, main })
}

function isWanted({ destination, cells }: CalendarRow, address: DeliveriesUrl): boolean {
  if (address.destination && destination.name !== address.destination) return false
  return !address.trouble || cells.some(needsAttention)
}

/** The opened cell with its parts, or undefined when there is no such destination. */
async function lookUp(
  open: NonNullable<DeliveriesUrl['open']>,
  options: DeliveriesContext,
): Promise<DeliveryDetail | undefined> {
  const { dashboard, repository, canResolve, local } = options
  const rows = await loadCalendar(dashboard, repository, [open.day])
  const row = rows.find(({ destination }) => destination.name === open.destination)
  const cell = row?.cells[0]
  if (!row || !cell) return undefined
  const parts = cell.delivery ? await dashboard.ledger.parts(cell.delivery.id) : []
  const digest = await repository.get(digestId({ publication: row.destination.publication, date: cell.digest }))
  return { destination: row.destination, cell, parts, canResolve, local, ...(digest && { digest }) }
}

function calendar(rows: readonly CalendarRow[], all: number, days: DateRange['days'], address: DeliveriesUrl): Html {
  const [row] = rows
  if (!row) return emptiness(address, all)
  return rows.length === 1 ? weeks(row, address) : calendarGrid(rows, days, address)
}

function emptiness(address: DeliveriesUrl, count: number): Html {
  const all = pathTo(address, { trouble: false, destination: undefined })
  if (count === 0) {
    return html`<p class="emptiness">There are no destinations yet. Add one to <code>config/morning-post.yaml</code>, or type <code>/digest subscribe</code> in a channel.</p>`
  }
  if (address.trouble)
    return html`<p class="emptiness calm">Nothing is wrong in these days. <a href="${all}" data-go>Show everything</a></p>`
  return html`<p class="emptiness">There is no destination of that name. <a href="${all}" data-go>Show all</a></p>`
}
