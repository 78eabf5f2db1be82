import { html } from 'hono/html'
import type { Layout, PlatformName } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import type { Budget, Part } from '../../domain/part.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { count } from '../../lib/count.ts'
import type { PlatformDefinition, Validator } from '../../platforms/definition.ts'
import { preview } from '../../platforms/preview.ts'
import type { Html } from '../html.ts'
import { platformIcon } from '../icons.ts'
import { renderDiscordMessage } from '../message-view/discord/message.ts'
import { renderSlackMessage } from '../message-view/slack/message.ts'

/** One message as it will look, and why the platform would refuse it, if it would. */
interface RenderedMessage {
  readonly part: Part
  readonly sample: Html
  readonly refusal?: string
}

const messageViews: Readonly<Record<PlatformName, (part: Part) => Html>> = {
  slack: renderSlackMessage,
  discord: renderDiscordMessage,
}

/** The messages of a digest on one platform, or undefined when that platform does not know the layout. */
async function renderPreview(
  { name, layouts }: PlatformDefinition,
  digest: Digest,
  layout: Layout,
  vocabulary: Vocabulary,
  explain: Validator['explain'],
): Promise<RenderedMessage[] | undefined> {
  const view = messageViews[name]
  if (!view || !layouts.includes(layout)) return undefined
  const parts = await preview(digest, name, layout, vocabulary)
  return parts.map(({ part, call }) => {
    const refusal = explain(call)
    return { part, sample: view(part), ...(refusal && { refusal }) }
  })
}

/** One platform's column: its messages from top to bottom, those of a thread set in. */
export async function platformColumn(
  definition: PlatformDefinition,
  digest: Digest,
  layout: Layout,
  vocabulary: Vocabulary,
): Promise<Html> {
  const platform = definition.name
  const { explain } = await definition.load.validator()
  const proofs = await renderPreview(definition, digest, layout, vocabulary, explain)
  return html`<section class="proofs" aria-labelledby="${platform}-proofs">
    <header class="${platform}-head">
      <h2 id="${platform}-proofs">${platformIcon(platform)} ${platformTitle(platform)}</h2>
      <p>${proofs ? count(proofs.length, 'message') : ''}</p>
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
