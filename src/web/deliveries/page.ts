import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Day } from '../../domain/day.ts'
import { digestId } from '../../domain/digest.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { document } from '../document.ts'
import type { Html } from '../html.ts'
import type { PreviewOptions } from '../preview/routes.ts'
import { connections, notices } from './banners.ts'
import { openBook, type Row } from './data.ts'
import { type Span, spanOf } from './date-range.ts'
import { type Delivered, panel } from './detail.ts'
import { controls } from './filters.ts'
import { grid } from './grid.ts'
import type { Office } from './options.ts'
import { isTrouble } from './states.ts'
import { counts, legend } from './summary.ts'
import { type Address, pathTo } from './url.ts'
import { weeks } from './weeks.ts'

export interface Desk extends Pick<Delivered, 'canResolve' | 'local'> {
  readonly office: Office
  readonly library: PreviewOptions['library']
}

/** The calendar of all deliveries, with one of them open beside it when the address says so. */
export async function deliveriesPage(context: Context, address: Address, desk: Desk, version: string): Promise<Html> {
  const { office, library } = desk
  const now = office.clock.now()
  const zones = office.destinations().map(({ timezone }) => timezone)
  const today = [...zones, 'UTC']
    .map((zone) => dayAt(now, zone))
    .sort()
    .at(zones.length > 0 ? -1 : 0) as Day
  const span = spanOf(address, today, newestDigest(desk, today))
  const all = await openBook(office, library, span.days)
  const rows = all.filter((row) => isWanted(row, address))
  const delivered = address.open && (await lookUp(address.open, desk))
  const main = html`<main class="deliveries${delivered ? ' with-delivery' : ''}" id="main" data-live="/deliveries/events" data-version="${version}">
    <div class="calendar">
      <header class="deliveries-head"><h1>Deliveries</h1>${connections(office.platforms())}</header>
      ${notices(all, library.problems?.() ?? [], address)}
      ${controls(address, span, today, all)}
      ${counts(rows)}
      ${calendar(rows, all.length, span.days, address)}
      ${legend()}
    </div>
    ${delivered ? panel(delivered, address) : ''}
  </main>`
  const skips = delivered ? [{ to: '#delivery', label: 'Skip to the open delivery' }] : []
  return document({ context, title: 'Deliveries', place: 'deliveries', skips, main })
}

function newestDigest({ office, library }: Desk, today: Day): Day | undefined {
  const publications = new Set(office.destinations().map(({ publication }) => publication))
  return [...publications]
    .flatMap((name) => library.days(name).findLast((day) => day <= today) ?? [])
    .sort()
    .at(-1)
}

function isWanted({ destination, cells }: Row, address: Address): boolean {
  if (address.destination && destination.name !== address.destination) return false
  return !address.trouble || cells.some(isTrouble)
}

/** The opened cell with its parts, or undefined when there is no such destination. */
async function lookUp(open: NonNullable<Address['open']>, desk: Desk): Promise<Delivered | undefined> {
  const { office, library, canResolve, local } = desk
  const rows = await openBook(office, library, [open.day])
  const row = rows.find(({ destination }) => destination.name === open.destination)
  const cell = row?.cells[0]
  if (!row || !cell) return undefined
  const parts = cell.delivery ? await office.ledger.parts(cell.delivery.id) : []
  const digest = await library.get(digestId({ publication: row.destination.publication, date: cell.digest }))
  return { destination: row.destination, cell, parts, canResolve, local, ...(digest && { digest }) }
}

function calendar(rows: readonly Row[], all: number, days: Span['days'], address: Address): Html {
  const [row] = rows
  if (!row) return emptiness(address, all)
  return rows.length === 1 ? weeks(row, address) : grid(rows, days, address)
}

function emptiness(address: Address, count: number): Html {
  const all = pathTo(address, { trouble: false, destination: undefined })
  if (count === 0) {
    return html`<p class="emptiness">There are no destinations yet. Add one to <code>config/morning-post.yaml</code>, or type <code>/digest subscribe</code> in a channel.</p>`
  }
  if (address.trouble)
    return html`<p class="emptiness calm">Nothing is wrong in these days. <a href="${all}" data-go>Show everything</a></p>`
  return html`<p class="emptiness">There is no destination of that name. <a href="${all}" data-go>Show all</a></p>`
}
