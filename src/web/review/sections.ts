import { html } from 'hono/html'
import type { DraftProblem, DraftSection, DraftSentence } from '../../domain/draft.ts'
import { observationSection } from '../../domain/review-action.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { type EditableText, editableText } from '../../review/edit-form.ts'
import type { WaitingDraft } from '../../review/reviews.ts'
import { type Html, hiddenFields, safeUrl } from '../html.ts'
import type { FailedForm } from './options.ts'

/** The sections of a draft and its observation, each with its forms. */
export function sectionViews(waiting: WaitingDraft, canReview: boolean, typed: FailedForm | undefined): Html[] {
  const { draft } = waiting
  const sections = draft.sections.map((section, at) => sectionView(section, at + 1, waiting, canReview, typed))
  const { observation = [] } = draft
  if (observation.length === 0) return sections
  const view = html`<section class="piece">
    <h3>Observation</h3>
    <p>${observation.map((each) => sentenceView(each))}</p>
    ${canReview ? choices(observationSection, 'the observation', waiting, typed, false) : ''}
  </section>`
  return [...sections, view]
}

function sectionView(
  section: DraftSection,
  number: number,
  waiting: WaitingDraft,
  canReview: boolean,
  typed: FailedForm | undefined,
): Html {
  const { candidate, tag, title, titleProblems = [], body, takeaways, source } = section
  const address = safeUrl(source.url)
  return html`<section class="piece">
    <h3><span class="number">${String(number).padStart(2, '0')}</span> ${tag === undefined ? '' : html`<span class="tag">${tag}</span>`} ${marked(title, titleProblems)}</h3>
    <p>${body.map((each) => sentenceView(each))}</p>
    ${takeaways.length > 0 ? html`<ul>${takeaways.map((each) => html`<li>${sentenceView(each)}</li>`)}</ul>` : ''}
    <p class="facts">Source: ${address ? html`<a href="${address}" rel="noreferrer">${source.title}</a>` : source.title}</p>
    ${canReview ? choices(candidate, title, waiting, typed, true) : ''}
  </section>`
}

function sentenceView({ text, kind, problems }: DraftSentence): Html {
  const words = kind === 'quotation' ? html`<q>${text}</q>` : text
  return html`${marked(words, problems)} `
}

/** The words, and why they failed a check. */
function marked(words: Html | string, problems: readonly DraftProblem[]): Html {
  if (problems.length === 0) return html`${words}`
  const reasons = messagesFor('en').drafts.problems
  const why = problems.map(({ kind, what }) => reasons[kind](what)).join('; ')
  return html`<mark>${words}</mark> <small class="why">⚠ ${why}</small>`
}

function choices(
  section: string,
  title: string,
  { draft, content }: WaitingDraft,
  typed: FailedForm | undefined,
  hasSource: boolean,
): Html {
  const fields = hiddenFields({ digest: content.id, hash: content.hash, section })
  const again = typed?.section === section ? typed.values : undefined
  const value = again ?? editableText(draft, section)
  const act = (verb: string, label: string) =>
    html`<form method="post" action="/review/${verb}">${fields}<button aria-label="${label}: ${title}">${label}</button></form>`
  return html`<div class="piece-choices">
    ${value ? html`<details ${again ? html`open` : ''}><summary aria-label="Edit: ${title}">Edit</summary>${editView(fields, value, `${content.hash}-${section}`, hasSource)}</details>` : ''}
    ${hasSource ? act('replace', 'Replace') : ''}
    ${hasSource && draft.sections.length === 1 ? '' : act('drop', 'Drop section')}
  </div>`
}

function editView(fields: Html[], value: EditableText, id: string, hasSource: boolean): Html {
  const line = (name: 'title' | 'tag', label: string, max: number) =>
    html`<label for="${name}-${id}">${label}</label><input id="${name}-${id}" name="${name}" value="${value[name]}" maxlength="${max}" />`
  const area = (name: 'text' | 'takeaways', label: string, rows: number) =>
    html`<label for="${name}-${id}">${label}</label><textarea id="${name}-${id}" name="${name}" rows="${rows}">${value[name]}</textarea>`
  return html`<form class="edit" method="post" action="/review/save">${fields}
    ${hasSource ? html`${line('title', 'Title', 200)}${line('tag', 'Topic', 40)}` : ''}
    ${area('text', 'Text', 6)}
    <p class="hint">A sentence that you change is yours: it is no longer checked against the source.</p>
    ${hasSource ? area('takeaways', 'Key takeaways, one on each line', 4) : ''}
    <button class="primary">Save</button>
  </form>`
}
