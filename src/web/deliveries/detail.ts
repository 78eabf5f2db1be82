import { html } from 'hono/html'
import type { Digest } from '../../domain/digest.ts'
import { longDate } from '../../i18n/dates.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import type { Html } from '../html.ts'
import { platformIcon } from '../icons.ts'
import { previewPath } from '../preview/page.ts'
import { cellId, shapeClass } from './cell.ts'
import type { DeliveryDetail } from './options.ts'
import { partList } from './part-list.ts'
import { detailOf, stateWords } from './states.ts'
import { dayAndTime } from './times.ts'
import { type DeliveriesUrl, pathTo } from './url.ts'

/** One delivery: its state, and that of its parts. */
export function deliveryDetail(delivered: DeliveryDetail, address: DeliveriesUrl): Html {
  const { destination, cell, digest } = delivered
  const { name, platform, timezone } = destination
  const close = pathTo(address, { open: undefined, confirm: undefined })
  return html`<aside class="delivery" id="delivery" data-piece aria-labelledby="delivery-title">
    <header>
      <h2 id="delivery-title" tabindex="-1">${longDate(cell.day, 'en')}</h2>
      <a class="close" href="${close}" data-go data-close data-focus="${cellId(destination, cell)}" aria-label="Close">✕</a>
      <p class="to">${platformIcon(platform)} ${name} <small>${platformTitle(platform)} · ${timezone}</small></p>
    </header>
    <p class="verdict"><span class="${shapeClass(cell)}" aria-hidden="true"></span><span><b>${stateWords[cell.state].name}</b>${
      cell.isNext ? html` <em>next</em>` : ''
    } ${detailOf(cell, destination)}</span></p>
    ${digestLine(delivered, digest)}
    ${times(delivered)}
    ${partList(delivered, address)}
  </aside>`
}

function digestLine({ cell, destination }: DeliveryDetail, digest: Digest | undefined): Html {
  if (!digest) return html``
  const path = previewPath(destination.publication, cell.digest)
  const taken = digest.withdrawn === undefined ? '' : html` <small>withdrawn: ${digest.withdrawn}</small>`
  return html`<p class="digest"><a href="${path}?layout=${destination.layout}" lang="${digest.language}">${
    digest.title ?? longDate(cell.digest, digest.language)
  }</a>${cell.digest === cell.day ? '' : html` <small>the digest of ${longDate(cell.digest, 'en')}</small>`}${taken}</p>`
}

function times({ cell, destination: { timezone } }: DeliveryDetail): Html {
  const { delivery } = cell
  if (!delivery) return html``
  const { dueAt, settledAt, correctedAt, state, createdAt } = delivery
  const rows: readonly (readonly [string, number | undefined])[] = [
    ['Due', dueAt],
    ['Started', createdAt],
    [state === 'posted' ? 'Posted' : 'Settled', settledAt],
    ['Corrected', correctedAt],
  ]
  return html`<dl class="times">${rows.map(([word, at]) =>
    at === undefined
      ? ''
      : html`<div><dt>${word}</dt><dd><time datetime="${new Date(at).toISOString()}">${dayAndTime(at, timezone)}</time></dd></div>`,
  )}</dl>`
}
