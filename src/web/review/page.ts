import type { Context } from 'hono'
import { html } from 'hono/html'
import { mainPublication, parseDigestId } from '../../domain/digest.ts'
import { draftProblems } from '../../domain/draft.ts'
import type { Review } from '../../domain/review.ts'
import { blocksText } from '../../domain/text.ts'
import { longDate } from '../../i18n/dates.ts'
import { count } from '../../lib/count.ts'
import { platforms } from '../../platforms/registry.ts'
import { decidedCard } from '../../review/card.ts'
import { digestToPost } from '../../review/content.ts'
import { endOf, firstPost, timeOfDay } from '../../review/hours.ts'
import { decidedDrafts, waitingDrafts } from '../../review/list.ts'
import type { WaitingDraft } from '../../review/reviews.ts'
import { document } from '../document.ts'
import { type Html, hiddenFields } from '../html.ts'
import { platformColumn } from '../preview/platform-column.ts'
import type { FailedForm, ReviewPageContext } from './options.ts'
import { sectionViews } from './sections.ts'

/** How many decided drafts are listed. */
const decidedMax = 10

/** The drafts that wait, each with what can be done about it, and those that were decided. */
export async function reviewPage(context: Context, options: ReviewPageContext, unfinished?: FailedForm): Promise<Html> {
  const waiting = await waitingDrafts(options.workflow)
  const decided = await decidedDrafts(options.workflow, decidedMax)
  const drafts = await Promise.all(waiting.map((each) => draftView(each, options, unfinished)))
  const main = html`<main class="review" id="main">
    <header><h1>Review</h1><p>${waiting.length === 0 ? 'No draft is waiting.' : 'Nothing below is posted before it is approved.'}</p></header>
    ${unfinished ? refusal(unfinished) : ''}
    ${drafts}
    ${decided.length > 0 ? html`<section class="decided" aria-labelledby="decided"><h2 id="decided">Decided</h2><ul>${decided.map((each) => html`<li>${decidedLine(each, options)}${releaseForm(each, options)}</li>`)}</ul></section>` : ''}
    ${waiting.length + decided.length === 0 ? html`<p class="emptiness">Drafts appear here once a publication has <code>review</code> in <code>config/morning-post.yaml</code>; <code>docs/review.md</code> has an example.</p>` : ''}
  </main>`
  return document({ context, title: 'Review', place: 'review', skips: [], main })
}

function refusal({ words, problems }: FailedForm): Html {
  return html`<div class="refusal" role="alert"><p>${words}</p>${problems.length > 0 ? html`<ul>${problems.map((each) => html`<li>${each}</li>`)}</ul>` : ''}</div>`
}

function decidedLine(review: Review, { workflow }: ReviewPageContext): string {
  const { publication = '', date } = parseDigestId(review.digest) ?? {}
  const name = publication === mainPublication ? '' : ` · ${publication}`
  const zone = firstPost(review.digest, workflow.context.destinations())?.timezone
  const { body } = decidedCard(review, `${date ? longDate(date, 'en') : review.digest}${name}`, 'en', zone)
  return blocksText(body)
}

/** The way back for a draft that is held, while it can still be posted. */
function releaseForm({ digest, hash, state }: Review, { workflow, canReview }: ReviewPageContext): Html | '' {
  if (!canReview || state !== 'held' || endOf(digest, workflow.context)) return ''
  return html`<form method="post" action="/review/release">${hiddenFields({ digest, hash })}<button>Review again</button></form>`
}

async function draftView(
  waiting: WaitingDraft,
  { workflow, vocabulary, canReview }: ReviewPageContext,
  unfinished: FailedForm | undefined,
): Promise<Html> {
  const { draft, content } = waiting
  const { id, hash } = content
  const failed = draftProblems(draft).length
  const digest = await digestToPost(draft, content, workflow.context)
  const post = firstPost(id, workflow.context.destinations())
  const late = post && post.opensAt <= workflow.context.clock.now()
  const due = post ? `${late ? 'due since' : 'due at'} ${timeOfDay(post.opensAt, post.timezone)}` : 'due nowhere'
  const name = draft.publication === mainPublication ? 'Main publication' : draft.publication
  const typed = unfinished?.digest === id ? unfinished : undefined
  const columns = platforms.map((platform) => platformColumn(platform, digest, 'sections', vocabulary))
  return html`<article class="draft" id="${anchorOf(id)}" aria-labelledby="${anchorOf(id)}-title">
    <header>
      <h2 id="${anchorOf(id)}-title"><time datetime="${draft.date}">${longDate(draft.date, 'en')}</time></h2>
      <p class="facts">${[name, due, draft.model ?? 'quoted from the sources'].join(' · ')}</p>
      <p class="checks ${failed > 0 ? 'failed' : ''}">${failed === 0 ? 'All checks passed' : `${count(failed, 'check')} failed: edit, replace or drop what is marked`}</p>
    </header>
    <div lang="${draft.language}">${sectionViews(waiting, canReview, typed)}</div>
    ${
      canReview
        ? html`<div class="decision">
      <form method="post" action="/review/approve">${hiddenFields({ digest: id, hash })}<button class="primary" ${failed > 0 ? html`aria-describedby="${anchorOf(id)}-title"` : ''}>Approve</button></form>
      <form method="post" action="/review/hold">${hiddenFields({ digest: id, hash })}<button class="hold">Hold today</button></form>
    </div>`
        : html`<p class="facts">Set <code>PAGE_PASSWORD</code> to decide here.</p>`
    }
    <details class="as-posted"><summary>As it will look in Slack and Discord</summary><div class="columns" lang="${draft.language}">${await Promise.all(columns)}</div></details>
  </article>`
}

/** The id of a draft's place on the page. */
export function anchorOf(digest: string): string {
  return `draft-${digest.replace('/', '-')}`
}
