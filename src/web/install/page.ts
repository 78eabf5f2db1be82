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
  { url, addsWorkspaces, missingScopes }: NextStep,
  title: string,
): Html {
  const add = html`<p>An organization chooses which of its workspaces get the app:
    <a href="${url}">add it to workspaces</a>.</p>`
  const lacks = html`<p>${title} did not grant all of what it needs, so some of it will not work there
    (${missingScopes.join(', ')}). <a href="${installPath}">Install it with everything</a></p>`
  const main = html`<main class="apology" id="main">
    <h1>Morning Post is installed in <bdi>${name}</bdi></h1>
    ${missingScopes.length > 0 ? lacks : ''}
    ${addsWorkspaces ? add : ''}
    <p>Type <code>/digest subscribe</code> in the channel that should get the digest.
      Invite Morning Post to private channels first: <code>/invite @Morning Post</code>.</p>
    ${addsWorkspaces ? '' : html`<p><a href="${url}">Open Morning Post in ${title}</a></p>`}
  </main>`
  return document({ context, title: 'Installed', skips: [], main })
}

/** Why the app was not installed, and what to do. */
export function notInstalledPage(context: Context, reason: string): Html {
  const advice = html`<p>${reason}</p><p><a href="${installPath}">Install it now</a></p>`
  return errorPage(context, 'Morning Post was not installed', advice)
}

/** For an installation link that is opened again. Whether the first use installed the app is unknown, so it is no error. */
export function usedLinkPage(context: Context, title: string): Html {
  const advice = html`<p>Each link is good for one installation. What was installed with this one stays installed:
    look for Morning Post in ${title}.</p><p>If it is not there, <a href="${installPath}">install it now</a>.</p>`
  return errorPage(context, 'This link was used before', advice)
}
