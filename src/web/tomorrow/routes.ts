import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { CandidateState } from '../../domain/candidate.ts'
import { mainPublication } from '../../domain/digest.ts'
import { ExpectedError } from '../../domain/errors.ts'
import { errorPage } from '../document.ts'
import type { CandidateEditor } from './options.ts'
import { tomorrowPage } from './page.ts'

/** The states that an editor may choose on the page. */
const choices: readonly CandidateState[] = ['new', 'picked', 'dropped']

/** `/tomorrow`, and its forms if the visitor may use them. */
export function addTomorrow(app: Hono, editor: CandidateEditor, canEdit: boolean): void {
  app.get('/tomorrow', async (context) => {
    const publication = context.req.query('publication') ?? mainPublication
    if (!editor.publications().includes(publication)) return context.notFound()
    return context.html(await tomorrowPage(context, publication, editor, canEdit))
  })
  if (!canEdit) return
  app.post('/tomorrow/choose', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const publication = form.get('publication') ?? ''
    const state = choices.find((each) => each === form.get('state'))
    const id = form.get('id') ?? ''
    if (!state || !editor.publications().includes(publication)) return context.notFound()
    await editor.setState(publication, id, state)
    return backTo(context, publication)
  })
  app.post('/tomorrow/add', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const publication = form.get('publication') ?? ''
    if (!editor.publications().includes(publication)) return context.notFound()
    try {
      return backTo(context, publication, await editor.add(publication, form.get('address') ?? ''))
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      const back = pathTo(publication)
      const advice = html`<p>${error.message}</p><p><a href="${back}">Back to the candidates</a></p>`
      return context.html(errorPage(context, 'That page was not added', advice), 422)
    }
  })
}

const pathTo = (publication: string): string => `/tomorrow?publication=${encodeURIComponent(publication)}`

function backTo(context: Context, publication: string, id?: string): Response {
  return context.redirect(`${pathTo(publication)}${id === undefined ? '' : `#c-${id}`}`, 303)
}
