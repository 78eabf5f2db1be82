import type { Context } from 'hono'
import { html } from 'hono/html'
import { type Layout, layouts } from '../../domain/destination.ts'
import { type Digest, mainPublication } from '../../domain/digest.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { longDate } from '../../i18n/dates.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { describeProblem } from '../../i18n/problems.ts'
import { platforms } from '../../platforms/registry.ts'
import { document } from '../document.ts'
import type { Html } from '../html.ts'
import { platformColumn } from './platform-column.ts'

/** The address of a digest's preview. */
export function previewPath(publication: string, date: string): string {
  return publication === mainPublication ? `/preview/${date}` : `/preview/${publication}/${date}`
}

export interface Neighbours {
  readonly earlier?: string
  readonly later?: string
}

/** A digest in one layout, on both platforms side by side. */
export async function previewPage(
  context: Context,
  digest: Digest,
  neighbours: Neighbours,
  problems: readonly Problem[],
  vocabulary: Vocabulary,
): Promise<Html> {
  const layout = layouts.find((one) => one === context.req.query('layout')) ?? 'sections'
  const columns = platforms.map((platform) => platformColumn(platform, digest, layout, vocabulary))
  const path = previewPath(digest.publication, digest.date)
  const title = digest.title ?? longDate(digest.date, digest.language)
  const main = html`<main class="preview" id="main">
    ${heading(digest, title, neighbours, layout)}
    <nav class="layouts" aria-label="Layout">${layouts.map(
      (one) => html`<a href="${path}?layout=${one}" ${one === layout ? html`aria-current="page"` : ''}>${one}</a>`,
    )}</nav>
    ${problemList(problems)}
    <div class="columns" lang="${digest.language}">
      ${await Promise.all(columns)}
    </div>
  </main>`
  return document({
    context,
    title,
    place: 'previews',
    skips: platforms.map(({ name }) => ({ to: `#${name}-proofs`, label: `Skip to ${platformTitle(name)}` })),
    main,
  })
}

function heading(digest: Digest, title: string, { earlier, later }: Neighbours, layout: Layout): Html {
  const step = (date: string, words: string) =>
    html`<a href="${previewPath(digest.publication, date)}?layout=${layout}" title="${date}">${words}</a>`
  return html`<header class="preview-head">
    <p class="kicker"><a href="/preview">Previews</a> / ${digest.publication} / ${longDate(digest.date, 'en')}</p>
    <h1 lang="${digest.language}">${title}</h1>
    ${withdrawal(digest)}
    ${digest.isSample ? html`<p><small class="sample-mark">sample</small> It comes with Morning Post. A bot with a token posts digests of your own only.</p>` : ''}
    <nav aria-label="Digests">${earlier ? step(earlier, '← Earlier') : ''}${later ? step(later, 'Later →') : ''}</nav>
  </header>`
}

function withdrawal({ withdrawn, language }: Digest): Html | '' {
  if (withdrawn === undefined) return ''
  return html`<p>Withdrawn: <q lang="${language}">${withdrawn}</q> It is not posted any more; this takes the place of what was posted.</p>`
}

/** Warnings for the author, with their places in the file. */
export function problemList(problems: readonly Problem[]): Html | '' {
  if (problems.length === 0) return ''
  return html`<section class="problems" aria-labelledby="problems">
    <h2 id="problems">${problems.length === 1 ? 'One thing to look at' : `${problems.length} things to look at`}</h2>
    <ul>${problems.map(
      ({ file, line, column, severity, rule, ...text }) => html`<li class="${severity}">
        <b>${severity}</b> <code>${file}:${line}:${column}</code> ${withCode(describeProblem(text))} <small>${rule}</small></li>`,
    )}</ul>
  </section>`
}

/** Text between backticks in a message is shown as code. */
function withCode(message: string): (Html | string)[] {
  return message.split('`').map((piece, at) => (at % 2 ? html`<code>${piece}</code>` : piece))
}
