import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { apology } from './apologies.ts'
import { type Client, Unanswered } from './client.ts'
import { queryOf, viewOf } from './view.ts'

/** Without JavaScript the reader sees one picture after a deed: it waits until the app has said what it has to say. */
const quietMs = 250
const patienceMs = 2_000

/** Does what a form asks, then shows the same view again. */
export async function deed(context: Context, client: Client, kind: 'act' | 'say'): Promise<Response> {
  const form = new URLSearchParams(await context.req.text())
  const live = context.req.header('x-live') !== undefined
  const settled = live ? undefined : settle(client)
  const refused = await attempt(client, kind, form)
  if (refused) {
    const { status, message } = refused
    if (live) return context.text(message, status)
    const advice = html`<p>${message}. Try again, or look at what the bot logs.</p><p><a href="${back(context)}">Back to the channels</a></p>`
    return context.html(apology(context, 'That did not work', advice), status)
  }
  await settled
  return live ? context.body(null, 204) : context.redirect(back(context), 303)
}

async function attempt(client: Client, kind: 'act' | 'say', form: URLSearchParams) {
  if (kind === 'say')
    return client.say(form)
      ? undefined
      : ({ status: 422, message: 'There is nothing to send, or nowhere to send it' } as const)
  try {
    await client.act(form)
    return undefined
  } catch (error) {
    if (error instanceof Unanswered) return { status: 504, message: error.message } as const
    throw error
  }
}

function back(context: Context): string {
  return `/${queryOf(viewOf(new URL(context.req.url).searchParams))}`
}

async function settle(client: Client): Promise<void> {
  let last = Date.now()
  const leave = client.onChange(() => {
    last = Date.now()
  })
  const until = last + patienceMs
  while (Date.now() < until && Date.now() - last < quietMs) await wait(quietMs / 5)
  leave()
}
