import { html } from 'hono/html'
import { type Day, weekdayOf, weekdays } from '../../domain/day.ts'
import type { Destination } from '../../domain/destination.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import type { DestinationDay } from '../../scheduler/destination-state.ts'
import type { Html } from '../html.ts'
import { platformIcon } from '../icons.ts'
import { cellView } from './cell.ts'
import type { CalendarRow } from './data.ts'
import { stateWords } from './states.ts'
import { monthName, rangeName, shortMonth, timeInZone } from './times.ts'
import type { DeliveriesUrl } from './url.ts'

/** One destination alone: a row for each week, with room for words. */
export function weeks({ destination, cells, isFormer }: CalendarRow, address: DeliveriesUrl): Html {
  const { name, platform, at, timezone } = destination
  const [first, last] = [cells[0], cells.at(-1)]
  if (!first || !last) return html``
  const days = address.month ? monthName(first.day) : rangeName(first.day, last.day)
  return html`<section class="weeks" aria-label="${name}">
    <p class="weeks-head" id="weeks-head" data-piece>${platformIcon(platform)} <b>${name}</b> <small>${platformTitle(platform)}, ${
      isFormer ? 'no longer configured' : `${at} ${timezone}`
    }</small></p>
    <table data-cells>
      <caption class="visually-hidden">Deliveries to ${name}, ${days}: a row for each week. Arrow keys go from day to day.</caption>
      <thead><tr>${weekdays.map((weekday) => html`<th scope="col" abbr="${weekdayNames[weekday]}">${weekdayNames[weekday].slice(0, 3)}</th>`)}</tr></thead>
      <tbody>${rowsOf(cells).map(
        (week) =>
          html`<tr id="week-${week.find((cell) => cell)?.day}" data-piece>${week.map((cell) =>
            cell ? dayView(cell, cell === first, destination, address) : html`<td class="none"></td>`,
          )}</tr>`,
      )}</tbody>
    </table>
  </section>`
}

const { weekdays: weekdayNames } = messagesFor('en')

/** Weeks begin on Mondays, whatever the first day is. */
function rowsOf(cells: readonly DestinationDay[]): (DestinationDay | undefined)[][] {
  const before = weekdays.indexOf(weekdayOf(cells[0]?.day ?? ('' as Day)))
  const padded = [...Array<undefined>(before).fill(undefined), ...cells]
  const count = Math.ceil(padded.length / weekdays.length)
  return Array.from({ length: count }, (_, week) => weekdays.map((_, day) => padded[week * weekdays.length + day]))
}

function dayView(cell: DestinationDay, isFirst: boolean, destination: Destination, address: DeliveriesUrl): Html {
  const number = Number(cell.day.slice(-2))
  const month = isFirst || number === 1 ? ` ${shortMonth(cell.day)}` : ''
  const at = cell.next ?? cell.since
  const quiet = cell.state === 'off' || cell.state === 'before'
  return html`<td class="${cell.isToday ? 'today' : ''}"><div class="week-day">
    <span class="date">${number}${month}${cell.isToday ? html` <em>today</em>` : ''}</span>
    ${cellView(cell, destination, address)}
    <span class="said" aria-hidden="true">${quiet ? '' : html`<b>${stateWords[cell.state].name}</b> ${at === undefined ? '' : timeInZone(at, destination.timezone)}`}</span>
  </div></td>`
}
