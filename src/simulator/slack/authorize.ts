import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Workspaces } from './workspaces.ts'

/** https://docs.slack.dev/authentication/installing-with-oauth#asking */
export const authorizePath = '/oauth/v2/authorize'

/**
 * The page on which a person allows the app in a workspace, or not. With `team` and `user` in its address it allows it at
 * once, as for a person who clicks quickly.
 */
export function authorizePage(context: Context, workspaces: Workspaces): Response | Promise<Response> {
  const { client_id: clientId, redirect_uri: redirectUri, state = '', team, user } = context.req.query()
  if (clientId !== workspaces.clientId) return context.text('invalid_client_id', 400)
  const target = redirectUri && URL.parse(redirectUri)
  if (!target) return context.text('bad_redirect_uri', 400)
  const chosen = team && workspaces.ids.includes(team) ? workspaces.get(team).state : undefined
  if (chosen) {
    const person = user ?? chosen.users.keys().next().value ?? ''
    return context.redirect(workspaces.allow({ workspace: team ?? '', user: person, redirectUri }, target.href, state))
  }
  target.searchParams.set('error', 'access_denied')
  target.searchParams.set('state', state)
  const here = new URL(context.req.url)
  const choices = workspaces.ids.map((id) => {
    here.searchParams.set('team', id)
    return html`<li><a href="${here.pathname}${here.search}">${workspaces.get(id).state.team.name}</a></li>`
  })
  return context.html(html`<!doctype html><html lang="en"><title>Install the app</title><link rel="icon" href="data:," />
    <h1>Where do you want to install the app?</h1><ul>${choices}</ul><p><a href="${target.href}">Cancel</a></p></html>`)
}
