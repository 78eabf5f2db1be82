import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Day } from '../../domain/day.ts'
import { digestId, mainPublication, tagsOf } from '../../domain/digest.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import { plainText } from '../../domain/text.ts'
import { longDate } from '../../i18n/dates.ts'
import { document } from '../document.ts'
import type { Html } from '../html.ts'
import { previewPath, problemList } from './page.ts'

/** A year of titles at once would be a year of files to read. */
const listed = 30

/** All digests by publication, the newest first, a page at a time. */
export async function previewListPage(context: Context, repository: DigestRepository): Promise<Html> {
  const chosen = context.req.query('publication')
  const publications = repository.publications().filter((name) => chosen === undefined || name === chosen)
  const before = context.req.query('before')
  const lists = await Promise.all(publications.map((name) => publicationList(repository, name, before)))
  const main = html`<main class="preview index" id="main">
    <header class="preview-head"><h1>Previews</h1>
      <p>Every digest as it will look in Slack and in Discord, in every layout.</p></header>
    ${problemList(repository.problems())}
    ${lists.length > 0 ? lists : html`<p>There are no digests yet. Put one into <code>digests/</code>, named after its day: <code>2026-03-12.md</code>.</p>`}
  </main>`
  return document({ context, title: 'Previews', place: 'previews', skips: [], main })
}

async function publicationList(
  repository: DigestRepository,
  publication: string,
  before: string | undefined,
): Promise<Html> {
  const days = repository.days(publication).filter((day) => before === undefined || day < before)
  const shown = days.slice(-listed).reverse()
  const rows = await Promise.all(shown.map((day) => row(repository, publication, day)))
  const oldest = shown.at(-1)
  return html`<section class="publication" aria-labelledby="publication-${publication}">
    <h2 id="publication-${publication}">${publication === mainPublication ? 'Main publication' : publication}</h2>
    ${rows.length > 0 ? html`<ol>${rows}</ol>` : html`<p>No digests.</p>`}
    ${oldest && days.length > listed ? html`<p><a href="/preview?publication=${publication}&before=${oldest}">Earlier digests</a></p>` : ''}
  </section>`
}

async function row(repository: DigestRepository, publication: string, day: Day): Promise<Html> {
  const digest = await repository.get(digestId({ publication, date: day }))
  const untitled = digest ? 'Without a title' : 'This file cannot be read'
  const first = digest?.sections[0] ?? digest?.notes?.[0] ?? digest?.prose[0]
  const title = digest?.title ?? (plainText(first?.title ?? []) || untitled)
  const tags = [...new Set([...(digest?.sections.flatMap(tagsOf) ?? []), ...(digest?.tags ?? [])])].join(' · ')
  return html`<li><a href="${previewPath(publication, day)}">
    <time datetime="${day}">${longDate(day, 'en')}</time>
    <b lang="${digest?.language ?? 'en'}">${title}${digest?.isSample ? html` <small class="sample-mark">sample</small>` : ''}</b>
    <span>${digest?.withdrawn === undefined ? tags : `Withdrawn: ${digest.withdrawn}`}</span>
  </a></li>`
}
