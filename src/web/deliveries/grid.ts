import { html } from 'hono/html'
import { type Day, weekdayOf } from '../../domain/day.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import type { Html } from '../html.ts'
import { platformIcon } from '../icons.ts'
import { cellView } from './cell.ts'
import type { CalendarRow } from './data.ts'
import { monthName, rangeName, shortDay } from './times.ts'
import { type DeliveriesUrl, pathTo } from './url.ts'

/** More rows than this are drawn closer together. */
const roomyRows = 14

/** Days as columns, destinations as rows. */
export function calendarGrid(
  rows: readonly CalendarRow[],
  days: readonly [Day, ...Day[]],
  address: DeliveriesUrl,
): Html {
  const last = days.at(-1) ?? days[0]
  const todays = new Set(rows.flatMap(({ cells }) => cells.flatMap(({ day, isToday }) => (isToday ? [day] : []))))
  return html`<div class="grid-scroll" data-scroll="end" tabindex="0" role="region" aria-labelledby="grid-caption">
  <table class="grid${rows.length > roomyRows ? ' dense' : ''}" data-cells>
    <caption class="visually-hidden" id="grid-caption">Deliveries, ${rangeName(days[0], last)}: a row for each destination,
      a column for each day. Arrow keys go from day to day.</caption>
    <thead id="grid-head" data-piece>
      <tr class="months"><td></td>${monthsOf(days).map(([name, count]) => html`<th scope="colgroup" colspan="${count}"><span>${name}</span></th>`)}</tr>
      <tr class="dates"><th scope="col">Destination</th>${days.map((day) => dateHead(day, todays.has(day)))}</tr>
    </thead>
    <tbody>${rows.map((row) => rowView(row, address))}</tbody>
  </table>
  </div>`
}

function monthsOf(days: readonly Day[]): [string, number][] {
  const named = Map.groupBy(days, monthName)
  return [...named].map(([name, { length }]) => [name, length])
}

function dateHead(day: Day, isToday: boolean): Html {
  const name = `${shortDay(day)}${isToday ? ', today' : ''}`
  return html`<th scope="col" class="${dayClass(day)}${isToday ? ' today' : ''}"><span aria-hidden="true">${
    letters[weekdayOf(day)]
  }</span><b aria-hidden="true">${Number(day.slice(-2))}</b><span class="visually-hidden">${name}</span></th>`
}

const letters = { mon: 'M', tue: 'T', wed: 'W', thu: 'T', fri: 'F', sat: 'S', sun: 'S' }

/** On narrow screens, only the city. */
function zoneName(zone: string): Html {
  const city = zone.slice(zone.lastIndexOf('/') + 1)
  return html`<span title="${zone}"><span class="area">${zone.slice(0, -city.length)}</span>${city.replaceAll('_', ' ')}</span>`
}

/** Weeks are separated by a gap, and weekends are shaded. */
function dayClass(day: Day): string {
  const weekday = weekdayOf(day)
  return weekday === 'mon' ? 'monday' : weekday === 'sat' || weekday === 'sun' ? 'weekend' : ''
}

function rowView({ destination, cells, paused, isFormer }: CalendarRow, address: DeliveriesUrl): Html {
  const { name, platform, at, timezone } = destination
  const only = pathTo(address, { destination: name, open: undefined, confirm: undefined })
  return html`<tr id="row-${name}" data-piece class="${isFormer ? 'former' : ''}">
    <th scope="row"><div class="who">${platformIcon(platform)}<a href="${only}" data-go title="${platformTitle(platform)}: ${name}"><span class="visually-hidden">${platformTitle(platform)}: </span>${name}</a>
      <small>${isFormer ? 'no longer configured' : html`<time>${at}</time> ${zoneName(timezone)}`}${
        paused ? html` <b class="paused-note">paused</b>` : ''
      }</small></div></th>
    ${cells.map(
      (cell) =>
        html`<td class="${dayClass(cell.day)}${cell.isToday ? ' today' : ''}">${cellView(cell, destination, address)}</td>`,
    )}
  </tr>`
}
