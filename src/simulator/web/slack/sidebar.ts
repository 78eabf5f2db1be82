import { html } from 'hono/html'
import type { Html } from '../../../web/html.ts'
import { logo } from '../../../web/icons.ts'
import type { SlackState, SlackUser } from '../../slack/state.ts'
import { open, queryOf, type View } from '../view-state.ts'
import { channelsOf, homePlace } from './channel-view.ts'

/** The parts of the page that do not change with the view. */
export interface PageFrame {
  readonly state: SlackState
  readonly reader: SlackUser
  readonly view: View
  /** The id of the channel or conversation that is open, or `homePlace`. */
  readonly place: string
  /** The number of the app's unread messages. */
  readonly unread: number
}

export function sidebar(around: PageFrame): Html {
  const { state, reader, view, place } = around
  const links = channelsOf(state, reader)
    .filter((channel) => channel.with === undefined)
    .map(
      ({ id, name }) => html`<li><a href="/${queryOf(open(view, 'slack', { channel: id }))}" data-go
      ${id === place ? html`aria-current="page"` : ''}><span aria-hidden="true">#</span> ${name}</a></li>`,
    )
  return html`<nav class="sidebar" aria-label="Slack channels">
    <p class="workspace">${state.team.name}</p>
    <p class="sidebar-label" id="slack-channels">Channels</p>
    <ul aria-labelledby="slack-channels">${links}</ul>
    <p class="sidebar-label" id="slack-apps">Apps</p>
    <ul aria-labelledby="slack-apps">${appEntry(around)}</ul>
  </nav>`
}

/** The app, with the number of its unread messages. */
export function appEntry(around: PageFrame): Html {
  const { state, view } = around
  return html`<li id="slack-app"><a class="sidebar-app" href="/${queryOf(open(view, 'slack', { channel: homePlace }))}" data-go
    ${isOfApp(around) ? html`aria-current="page"` : ''}>${logo(18)} <span>${state.bot.realName}</span>${badge(around)}</a></li>`
}

/** The header of the app's own pages, with tabs between them. */
export function appHead(around: PageFrame): Html {
  const { state, reader, view, place } = around
  const tabs = [
    { id: homePlace, label: 'Home', more: '' },
    { id: state.directWith(reader).id, label: 'Messages', more: badge(around) },
  ]
  return html`<header class="channel-head app-head" id="slack-app-head">
    <h3 id="slack-channel">${logo(20)} ${state.bot.realName}</h3>
    <nav class="tabs" aria-label="${state.bot.realName}">${tabs.map(
      ({ id, label, more }) =>
        html`<a href="/${queryOf(open(view, 'slack', { channel: id }))}" data-go ${id === place ? html`aria-current="page"` : ''}>${label}${more}</a>`,
    )}</nav>
  </header>`
}

function isOfApp({ state, reader, place }: PageFrame): boolean {
  return place === homePlace || place === state.directWith(reader).id
}

function badge({ unread }: PageFrame): Html | '' {
  return unread > 0 ? html` <span class="badge">${unread}<span class="visually-hidden"> new</span></span>` : ''
}
