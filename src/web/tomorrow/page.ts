import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Candidate, RankedCandidate } from '../../domain/candidate.ts'
import { mainPublication } from '../../domain/digest.ts'
import { longDate } from '../../i18n/dates.ts'
import { document } from '../document.ts'
import { type Html, hiddenFields } from '../html.ts'
import type { CandidateEditor, Proposal } from './options.ts'

/** How much of a candidate's text is shown, in characters; the rest is behind its address. */
const excerptMax = 1_500

interface Row {
  readonly publication: string
  readonly canEdit: boolean
}

/** The candidates for the next digest of a publication. */
export async function tomorrowPage(
  context: Context,
  publication: string,
  editor: CandidateEditor,
  canEdit: boolean,
): Promise<Html> {
  const proposal = await editor.propose(publication)
  const { date, ranked, dropped, problems } = proposal
  const [picked, others] = [
    ranked.filter(({ candidate }) => candidate.state === 'picked'),
    ranked.filter(({ candidate }) => candidate.state !== 'picked'),
  ]
  const row: Row = { publication, canEdit }
  const main = html`<main class="tomorrow" id="main">
    <header><h1>Tomorrow</h1><p><time datetime="${date}">${longDate(date, 'en')}</time></p></header>
    ${publicationLinks(editor.publications(), publication)}
    ${problems.length > 0 ? html`<ul class="source-problems">${problems.map(({ source, problem }) => html`<li><b>${source}</b> ${problem}</li>`)}</ul>` : ''}
    ${canEdit ? addForm(publication) : ''}
    ${picked.length > 0 ? section('Picked', picked, row) : ''}
    ${others.length > 0 ? section('Candidates', others, row) : ''}
    ${ranked.length === 0 ? emptiness(proposal) : ''}
    ${dropped.length > 0 ? html`<details class="dropped"><summary>Dropped (${dropped.length})</summary><ul>${dropped.map((each) => droppedItem(each, row))}</ul></details>` : ''}
  </main>`
  return document({ context, title: 'Tomorrow', place: 'tomorrow', skips: [], main })
}

function publicationLinks(publications: readonly string[], current: string): Html | '' {
  if (publications.length < 2) return ''
  return html`<nav class="publications" aria-label="Publications">${publications.map(
    (name) =>
      html`<a href="/tomorrow?publication=${name}" ${name === current ? html`aria-current="page"` : ''}>${titleOf(name)}</a>`,
  )}</nav>`
}

const titleOf = (publication: string): string => (publication === mainPublication ? 'Main publication' : publication)

function addForm(publication: string): Html {
  return html`<form class="add" method="post" action="/tomorrow/add">
    ${hiddenFields({ publication })}
    <label for="address">Add a page by its address</label>
    <span><input id="address" name="address" type="url" required maxlength="2000" placeholder="https://" autocomplete="off" /><button>Add</button></span>
  </form>`
}

function emptiness({ hasSources }: Proposal): Html {
  return hasSources
    ? html`<p class="emptiness">There are no candidates yet. The sources are read in the background.</p>`
    : html`<p class="emptiness">This publication has no sources. Add some to <code>config/morning-post.yaml</code>, under <code>publications</code>; <code>docs/sources.md</code> has an example.</p>`
}

function section(heading: string, ranked: readonly RankedCandidate[], row: Row): Html {
  const id = heading.toLowerCase()
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
    <ol>${ranked.map((each) => item(each, row))}</ol></section>`
}

function item({ candidate, why }: RankedCandidate, row: Row): Html {
  const { id, url, title, text, authors, source, state } = candidate
  const others = authors.length > 3 ? ` and ${authors.length - 3} more` : ''
  const facts = [source, ...(authors.length > 0 ? [authors.slice(0, 3).join(', ') + others] : [])].join(' · ')
  const excerpt = text.length > excerptMax ? `${text.slice(0, excerptMax).replace(/\s+\S*$/, '')} …` : text
  return html`<li id="c-${id}" class="candidate">
    <h3 dir="auto"><a href="${url}" rel="noreferrer">${title}</a></h3>
    <p class="facts">${facts}</p>
    <p class="why">${why}</p>
    ${text === '' ? '' : html`<details><summary>Text</summary>${excerpt.split('\n\n').map((each) => html`<p dir="auto">${each}</p>`)}</details>`}
    ${
      row.canEdit
        ? html`<div class="candidate-choices">${
            state === 'picked'
              ? choice('new', 'Put back', candidate, row)
              : html`${choice('picked', 'Pick', candidate, row)}${choice('dropped', 'Drop', candidate, row)}`
          }</div>`
        : ''
    }
  </li>`
}

function droppedItem(candidate: Candidate, row: Row): Html {
  return html`<li id="c-${candidate.id}"><a href="${candidate.url}" rel="noreferrer" dir="auto">${candidate.title}</a>
    ${row.canEdit ? choice('new', 'Bring back', candidate, row) : ''}</li>`
}

function choice(state: string, label: string, { id, title }: Candidate, { publication }: Row): Html {
  return html`<form method="post" action="/tomorrow/choose">${hiddenFields({ publication, id, state })}<button aria-label="${label}: ${title}">${label}</button></form>`
}
