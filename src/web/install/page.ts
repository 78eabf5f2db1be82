import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Installation, NextStep } from '../../domain/installation.ts'
import { document, errorPage } from '../document.ts'
import type { Html } from '../html.ts'
import { installPath } from './paths.ts'

/** After a workspace installed the app. */
export function installedPage(
  context: Context,
  { name }: Pick<Installation, 'name'>,
  { url, addsWorkspaces }: NextStep,
  title: string,
): Html {
  const next = addsWorkspaces
    ? html`<p>An organization chooses which of its workspaces get the app:
        <a href="${url}">add it to workspaces</a>.</p>`
    : html`<p><a href="${url}">Open Morning Post in ${title}</a></p>`
  const main = html`<main class="apology" id="main">
    <h1>Morning Post is installed in ${name}</h1>
    <p>Type <code>/digest subscribe</code> in the channel that should get the digest.
      Invite Morning Post to private channels first: <code>/invite @Morning Post</code>.</p>
    ${next}
  </main>`
  return document({ context, title: 'Installed', skips: [], main })
}

/** Why the app was not installed, and what to do. */
export function notInstalledPage(context: Context, reason: string): Html {
  const advice = html`<p>${reason}</p><p><a href="${installPath}">Install it now</a></p>`
  return errorPage(context, 'Morning Post was not installed', advice)
}
