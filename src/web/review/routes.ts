import type { Context, Hono } from 'hono'
import { type DigestId, parseDigestId } from '../../domain/digest.ts'
import type { ReviewAnswer } from '../../review/answer.ts'
import { dropSection, replaceSection, type SectionChange, saveSection } from '../../review/changes.ts'
import type { Reviewer } from '../../review/context.ts'
import { approve, hold, release } from '../../review/decisions.ts'
import type { EditableText } from '../../review/edit-form.ts'
import type { ReviewPageContext } from './options.ts'
import { anchorOf, reviewPage } from './page.ts'

/** The reviewer on the page: anyone who can log in to it, or uses it on this machine. */
const operator: Reviewer = { person: { platform: 'page', user: 'operator', name: 'the operator' }, language: 'en' }

/** `/review`, and its forms if the visitor may decide. */
export function addReview(app: Hono, options: ReviewPageContext): void {
  app.get('/review', async (context) => context.html(await reviewPage(context, options)))
  if (!options.canReview) return
  for (const verb of Object.keys(verbs)) app.post(`/review/${verb}`, (context) => answer(context, verb, options))
}

type Act = (change: SectionChange, value: EditableText, options: ReviewPageContext) => Promise<ReviewAnswer>

const verbs: Readonly<Record<string, Act>> = {
  approve: ({ digest, hash, reviewer }, _, { workflow }) => approve(digest, hash, reviewer, workflow),
  hold: ({ digest, hash, reviewer }, _, { workflow }) => hold(digest, hash, reviewer, workflow),
  release: ({ digest, hash, reviewer }, _, { workflow }) => release(digest, hash, reviewer, workflow),
  drop: (change, _, { workflow }) => dropSection(change, workflow),
  replace: (change, _, { workflow }) => replaceSection(change, workflow),
  save: (change, value, { workflow }) => saveSection(change, value, workflow),
}

async function answer(context: Context, verb: string, options: ReviewPageContext): Promise<Response> {
  const form = new URLSearchParams(await context.req.text())
  const read = (name: string) => (form.get(name) ?? '').replace(/\r\n?/g, '\n')
  const [digest, hash, section] = [read('digest'), read('hash'), read('section')]
  const act = verbs[verb]
  if (!parseDigestId(digest) || !act) return context.notFound()
  const values = { title: read('title'), tag: read('tag'), text: read('text'), takeaways: read('takeaways') }
  const change = { digest: digest as DigestId, hash, section, reviewer: operator }
  const { isDone, words, problems = [] } = await act(change, values, options)
  if (isDone) return context.redirect(`/review#${anchorOf(digest)}`, 303)
  const typed = verb === 'save' ? { values } : {}
  return context.html(await reviewPage(context, options, { words, problems, digest, section, ...typed }), 409)
}
