import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { lintDigest } from '../../digests/lint/lint-digest.ts'
import { parseDay } from '../../domain/day.ts'
import { digestId, mainPublication } from '../../domain/digest.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { loadTextLimits } from '../../platforms/registry.ts'
import { errorPage } from '../document.ts'
import { previewListPage } from './list-page.ts'
import { type Neighbours, previewPage, problemList } from './page.ts'

export interface PreviewOptions {
  readonly repository: DigestRepository
  readonly vocabulary: Vocabulary
}

/** `/preview`, `/preview/2026-03-12`, `/preview/zh/2026-03-12`. */
export function addPreviews(app: Hono, options: PreviewOptions): void {
  app.get('/preview', async (context) => context.html(await previewListPage(context, options.repository)))
  app.get('/preview/:date', (context) => show(context, options, mainPublication))
  app.get('/preview/:publication/:date', (context) => show(context, options, context.req.param('publication')))
}

async function show(context: Context, options: PreviewOptions, publication: string): Promise<Response> {
  const date = parseDay(context.req.param('date') ?? '')
  if (!date) return context.notFound()
  const id = digestId({ publication, date })
  const { repository, vocabulary } = options
  const reading = await repository.read(id)
  const digest = reading?.digest
  const problems = reading ? [...reading.problems, ...lintDigest(reading, vocabulary, await loadTextLimits())] : []
  if (digest) {
    const around = neighbours(repository, publication, date)
    return context.html(await previewPage(context, digest, around, problems, vocabulary))
  }
  const title = problems.length > 0 ? 'This digest cannot be read' : `There is no digest for ${date}`
  const advice = html`${problemList(problems)}<p>See <a href="/preview">all digests</a>.</p>`
  return context.html(errorPage(context, title, advice), 404)
}

function neighbours(repository: DigestRepository, publication: string, date: string): Neighbours {
  const days = repository.days(publication)
  const [earlier, later] = [days.findLast((day) => day < date), days.find((day) => day > date)]
  return { ...(earlier && { earlier }), ...(later && { later }) }
}
