import { html } from 'hono/html'
import type { Layout, PlatformName } from '../../domain/destination.ts'
import type { Budget } from '../../domain/part.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import type { Html } from '../html.ts'
import { platformIcon } from '../icons.ts'
import type { RenderedMessage } from './render-preview.ts'

/** One platform's column: its messages from top to bottom, those of a thread set in. */
export function platformColumn(
  platform: PlatformName,
  layout: Layout,
  proofs: readonly RenderedMessage[] | undefined,
): Html {
  const count = proofs?.length ?? 0
  return html`<section class="proofs" aria-labelledby="${platform}-proofs">
    <header class="${platform}-head">
      <h2 id="${platform}-proofs">${platformIcon(platform)} ${platformTitle(platform)}</h2>
      <p>${proofs ? `${count} ${count === 1 ? 'message' : 'messages'}` : ''}</p>
    </header>
    ${proofs ? html`<ol>${proofs.map((proof) => item(platform, proof))}</ol>` : html`<p class="no-layout">${platformTitle(platform)} has no ${layout} layout.</p>`}
  </section>`
}

function item(platform: PlatformName, { part, sample, refusal }: RenderedMessage): Html {
  return html`<li class="proof ${part.under ? 'in-thread' : ''}">
    <header>
      <h3>${part.key}</h3>
      ${part.under ? html`<p class="in-thread-note">in the thread of ${part.under}</p>` : ''}
      <ul class="budgets">${part.budget.map(budgetBar)}</ul>
    </header>
    ${refusal ? html`<p class="refusal" role="alert"><strong>${platformTitle(platform)} would refuse this:</strong> ${refusal}</p>` : ''}
    <div class="${platform} sample">${sample}</div>
  </li>`
}

/** How much of a limit is used: the bar's length is the limit, the notch what we allow ourselves. */
function budgetBar({ of, used, budget, limit }: Budget): Html {
  const share = (amount: number) => Math.min(100, (amount / limit) * 100)
  const state = used > limit ? 'over' : used > budget ? 'near' : 'fine'
  const [amount, allowed, most] = [used, budget, limit].map((number) => number.toLocaleString('en'))
  return html`<li title="${amount} of ${allowed} ${of}; the platform refuses more than ${most}">
    <span>${amount} <small>of ${allowed} ${of}</small></span>
    <svg class="bar ${state}" width="100%" height="6" aria-hidden="true" focusable="false">
      <rect class="bar-limit" width="100%" height="6" rx="3" />
      <rect class="bar-used" width="${share(used).toFixed(1)}%" height="6" rx="3" />
      <rect class="bar-budget" x="${share(budget).toFixed(1)}%" width="1.500" height="6" />
    </svg>
    <span class="visually-hidden">; the platform refuses more than ${most}</span>
  </li>`
}
