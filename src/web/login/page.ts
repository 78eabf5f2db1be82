import type { Context } from 'hono'
import { html } from 'hono/html'
import { document } from '../document.ts'
import type { Html } from '../html.ts'

/** Asks for the password; `problem` says why it asks again. */
export function loginPage(context: Context, target: string, problem?: string): Html {
  const main = html`<main class="apology login" id="main">
    <h1>Log in</h1>
    <form method="post" action="/login?to=${encodeURIComponent(target)}">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required autofocus
        ${problem === undefined ? '' : html`aria-invalid="true" aria-describedby="problem"`} />
      ${problem === undefined ? '' : html`<p class="problem" id="problem" role="alert">${problem}</p>`}
      <button>Log in</button>
    </form>
    <p class="hint">It is the value of <code>PAGE_PASSWORD</code> where the bot runs.</p>
  </main>`
  return document({ context, title: 'Log in', skips: [], main })
}
