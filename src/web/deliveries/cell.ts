import { html } from 'hono/html'
import type { Destination } from '../../domain/destination.ts'
import type { DestinationDay } from '../../scheduler/destination-state.ts'
import type { Html } from '../html.ts'
import { continuedStates, detailOf, stateWords } from './states.ts'
import { shortDay } from './times.ts'
import { type DeliveriesUrl, openedName, pathTo } from './url.ts'

/** The id under which a cell is found again. */
export function cellId(destination: Destination, { day }: Pick<DestinationDay, 'day'>): string {
  return `cell-${openedName({ destination: destination.name, day })}`
}

/** The shape of a cell, by its state; the style sheet draws it. */
export function shapeClass({ state, delivery, isNext }: Pick<DestinationDay, 'state' | 'delivery' | 'isNext'>): string {
  return `shape is-${state}${delivery?.correctedAt ? ' corrected' : ''}${isNext ? ' next' : ''}`
}

/** One day of one destination: a link to its delivery, where there can be one. */
export function cellView(cell: DestinationDay, destination: Destination, address: DeliveriesUrl): Html {
  const label = labelOf(cell, destination)
  const shape = shapeClass(cell)
  const id = cellId(destination, cell)
  if (cell.state === 'off' || cell.state === 'before') {
    return html`<span class="${shape}" id="${id}" title="${label}"><span class="visually-hidden">${stateWords[cell.state].name}</span></span>`
  }
  const open = { destination: destination.name, day: cell.day }
  const isOpen = address.open?.destination === open.destination && address.open.day === open.day
  return html`<a class="${shape}" id="${id}" href="${pathTo(address, { open, confirm: undefined })}" data-go data-focus="delivery-title" ${
    isOpen ? html`aria-current="true"` : ''
  } title="${label}" aria-label="${destination.name}, ${label}"></a>`
}

function labelOf(cell: DestinationDay, destination: Destination): string {
  const detail = detailOf(cell, destination)
  const end = detail !== '' && continuedStates.includes(cell.state) ? ' ' : '. '
  const said = `${stateWords[cell.state].name}${end}${detail}`.trim()
  return `${shortDay(cell.day)}: ${said}${cell.isNext ? ' The next post.' : ''}`
}
