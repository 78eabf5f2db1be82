import { html } from 'hono/html'
import { isReplaced } from '../../delivery/message-state.ts'
import type { DeliveryId, PartEntry, PartState } from '../../domain/delivery.ts'
import type { Digest } from '../../domain/digest.ts'
import { outline, type Piece, pieceKey } from '../../domain/outline.ts'
import { formatPartKey, isReply, type PartKey, parsePartKey } from '../../domain/part-key.ts'
import { plainText } from '../../domain/text.ts'
import { describeUneditable } from '../../i18n/describe-state.ts'
import { commandLine } from '../../lib/command-line.ts'
import { count } from '../../lib/count.ts'
import { type Html, hiddenFields, safeUrl } from '../html.ts'
import type { DeliveryDetail } from './options.ts'
import { exactTime } from './times.ts'
import { type DeliveriesUrl, pathTo } from './url.ts'

const stateNames: Readonly<Record<PartState, string>> = {
  intended: 'started, no receipt yet',
  posted: 'posted',
  uncertain: 'uncertain',
  confirmed: 'there, confirmed by hand',
  deleting: 'being deleted',
  deleted: 'deleted',
}

const shapes: Readonly<Record<PartState, string>> = {
  intended: 'is-pending',
  posted: 'is-posted',
  uncertain: 'is-uncertain',
  confirmed: 'is-posted',
  deleting: 'is-withdrawing',
  deleted: 'is-withdrawn',
}

/** The messages of a delivery, in their order. */
export function partList(delivered: DeliveryDetail, address: DeliveriesUrl): Html {
  const { parts, cell } = delivered
  if (!cell.delivery) return html``
  if (parts.length === 0) return html`<p class="no-parts">No message of it was sent.</p>`
  return html`<h3>${count(parts.length, 'message')}</h3>
    <ol class="parts">${parts.map((part) => partView(part, delivered, address))}</ol>`
}

function partView(part: PartEntry, delivered: DeliveryDetail, address: DeliveriesUrl): Html {
  const { key, state, ref, intendedAt, postedAt, editedAt, uneditable } = part
  const said = isReplaced(part) ? 'refused, a line replaces it' : stateNames[state]
  const { cell, destination } = delivered
  const { timezone } = destination
  const { id = '', platform = destination.platform } = cell.delivery ?? {}
  const about = { name: 'This message', platform, isReplaced: isReplaced(part), undo: commandLine(`post --undo ${id}`) }
  const problem = uneditable && describeUneditable({ ...about, reason: uneditable })
  const time = (at: number) =>
    html`<time datetime="${new Date(at).toISOString()}">${exactTime(at, timezone, cell.day)}</time>`
  return html`<li class="${isReply(key) ? 'reply' : ''}">
    <span class="shape ${shapes[state]}" aria-hidden="true"></span>
    <div>
      <p class="part-name" lang="${delivered.digest?.language ?? 'en'}">${partName(key, delivered.digest)}</p>
      <p class="facts"><code>${key}</code> ${said} ${time(postedAt ?? intendedAt)}${
        editedAt ? html`, edited ${time(editedAt)}` : ''
      }</p>
      ${problem ? html`<p class="uneditable">${problem}</p>` : ''}
      ${ref?.link ? messageLink(ref.link, delivered) : ''}
      ${state === 'uncertain' && cell.delivery ? choices(key, cell.delivery.id, delivered, address) : ''}
    </div>
  </li>`
}

function messageLink(link: string, { local }: DeliveryDetail): Html {
  const path = local(link)
  if (path) return html`<a class="message-link" href="${path}">Show the message</a>`
  const url = safeUrl(link)
  if (!url) return html``
  return html`<a class="message-link" href="${url}" target="_blank" rel="noopener noreferrer">Open the message ↗</a>`
}

/** Buttons for the result of a look into the channel. */
function choices(key: string, delivery: DeliveryId, delivered: DeliveryDetail, address: DeliveriesUrl): Html {
  if (!delivered.canResolve) {
    return html`<p class="choices">Look in the channel, then tell the bot: <code>${commandLine('resolve')}</code></p>`
  }
  const action = pathTo(address, { confirm: undefined }).replace('/deliveries', '/deliveries/resolve')
  const form = (verdict: string, fields: Html) => html`<form method="post" action="${action}" data-async>
    ${hiddenFields({ delivery, key, verdict })}${fields}</form>`
  if (address.confirm === key) {
    const back = pathTo(address, { confirm: undefined })
    return html`<div class="choices confirm" role="group" aria-label="Send it?"><p>If it is there after all, its readers get it twice.</p>
      ${form('send', html`<button class="danger">Send it now</button>`)} <a href="${back}" data-go data-focus="delivery-title">Keep it as it is</a></div>`
  }
  return html`<div class="choices" role="group" aria-label="Is it there?"><p>The platform could not say whether it arrived. Look in the channel:</p>
    ${form('there', html`<input name="link" maxlength="500" aria-label="Link to the message, if you have it" placeholder="Its link, if you have it" /><button>It is there</button>`)}
    <a class="button" href="${pathTo(address, { confirm: key })}" data-go data-focus="delivery-title">It is not: send it…</a></div>`
}

/** The name of a part: for `section-01.2` its section's title, continued. The key if the digest cannot be read. */
function partName(key: PartKey, digest: Digest | undefined): string {
  const parsed = parsePartKey(key)
  if (!parsed) return key
  const { continuation, reply } = parsed
  const piece = formatPartKey({ piece: parsed.piece })
  const titles = new Map((digest ? outline(digest) : []).map((each) => [pieceKey(each), titleOf(each)]))
  const title = titles.get(piece) || fixed[piece] || piece
  switch (reply?.type) {
    case 'takeaways':
      return `All takeaways of “${title}”`
    case 'takeaway':
      return `Takeaway ${reply.point} of “${title}”`
    case 'correction':
      return `The correction of “${title}”, posted in its thread`
    case undefined:
      return continuation ? `${title} (continued, ${continuation})` : title
  }
}

const fixed: Readonly<Record<string, string>> = {
  overview: 'Overview',
  notes: 'Also worth noting',
  observation: 'Today’s observation',
}

function titleOf(piece: Piece): string {
  if (piece.type === 'section') return plainText(piece.section.title)
  return piece.type === 'prose' ? plainText(piece.prose.title) : ''
}
