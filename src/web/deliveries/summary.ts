import { html } from 'hono/html'
import { addDays } from '../../domain/day.ts'
import type { DayState } from '../../domain/destination-state.ts'
import { dayStates } from '../../domain/destination-state.ts'
import { longDate } from '../../i18n/dates.ts'
import type { Html } from '../html.ts'
import type { CalendarRow } from './data.ts'
import { stateWords } from './states.ts'
import { type DeliveriesUrl, pathTo } from './url.ts'

/** Always shown, even if there are none. */
const always: readonly DayState[] = ['posted', 'late', 'pending', 'uncertain']

/** Days without a post: the calendar shows them, the counts do not. */
const uncounted: readonly DayState[] = ['planned', 'unpublished', 'off', 'before']

/** How many days before the last post the calendar begins that is linked to it. */
const shownBefore = 21

/** How many of each state there are in the days shown; if nothing was posted then, where the last post is. */
export function counts(rows: readonly CalendarRow[], address: DeliveriesUrl): Html {
  const cells = rows.flatMap((row) => row.cells)
  const count = (state: DayState) => cells.filter((cell) => cell.state === state).length
  const shown = dayStates.filter((state) => always.includes(state) || (count(state) > 0 && !uncounted.includes(state)))
  const corrected = cells.filter(({ delivery }) => delivery?.correctedAt).length
  const last = rows
    .flatMap(({ lastPosted = [] }) => lastPosted)
    .sort()
    .at(-1)
  const isElsewhere = last !== undefined && cells.every(({ delivery }) => !delivery)
  return html`<ul class="counts" id="counts" data-piece aria-label="In the days shown">
    ${shown.map((state) => html`<li class="${count(state) === 0 ? 'none' : ''}"><span class="shape is-${state}" aria-hidden="true"></span><b>${count(state)}</b> ${stateWords[state].name.toLowerCase()}</li>`)}
    ${corrected > 0 ? html`<li><span class="shape is-posted corrected" aria-hidden="true"></span><b>${corrected}</b> corrected</li>` : ''}
    ${isElsewhere ? html`<li><a href="${pathTo(address, { from: addDays(last, -shownBefore), month: undefined })}" data-go>The last post was on ${longDate(last, 'en')}</a></li>` : ''}
  </ul>`
}

/** The legend of the shapes. */
export function legend(): Html {
  const entries = dayStates.filter((state) => state !== 'before')
  return html`<section class="legend" aria-labelledby="legend-title"><h2 id="legend-title">What the shapes mean</h2><dl>
    ${entries.map((state) => entry(`is-${state}`, stateWords[state].name, stateWords[state].meaning))}
    ${entry('is-posted corrected', 'Corrected', 'edited in place since')}
    ${entry('is-planned next', 'Next', 'the post to come')}
    ${entry('sample-today', 'Today', 'by the destination’s own clock')}
  </dl></section>`
}

function entry(shape: string, name: string, meaning: string): Html {
  return html`<div><dt><span class="shape ${shape}" aria-hidden="true"></span>${name}</dt><dd>${meaning}</dd></div>`
}
