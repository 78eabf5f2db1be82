import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { errorPage } from '../../web/document.ts'
import { ActionError, type Client, FieldErrors, NoAnswerError, type UserAction } from './client.ts'
import { queryOf, viewOf } from './view-state.ts'

/** Without JavaScript the page is drawn once after an action, so it waits for the app's answers. */
const quietMs = 250
const timeoutMs = 2_000

/** Handles a form, then shows the same view again. */
export async function handleUserAction(context: Context, client: Client, action: UserAction): Promise<Response> {
  const form = new URLSearchParams(await context.req.text())
  const live = context.req.header('x-live') !== undefined
  try {
    await client.actions[action](form)
  } catch (error) {
    if (!(error instanceof NoAnswerError || error instanceof ActionError)) throw error
    if (!live) return context.html(refusal(context, error), error.status)
    if (error instanceof FieldErrors) return context.json(error.problems, error.status)
    return context.text(error.message, error.status)
  }
  if (live) return context.body(null, 204)
  await settle(client)
  return context.redirect(back(context), 303)
}

function refusal(context: Context, { message, status }: NoAnswerError | ActionError) {
  const advice = status === 504 ? 'Try again, or look at what the bot logs.' : ''
  return errorPage(
    context,
    'That did not work',
    html`<p>${message}. ${advice}</p><p><a href="${back(context)}">Back to the channels</a></p>`,
  )
}

function back(context: Context): string {
  return `/${queryOf(viewOf(new URL(context.req.url).searchParams))}`
}

async function settle(client: Client): Promise<void> {
  let last = Date.now()
  const leave = client.onChange(() => {
    last = Date.now()
  })
  const until = last + timeoutMs
  while (Date.now() < until && Date.now() - last < quietMs) await wait(quietMs / 5)
  leave()
}
