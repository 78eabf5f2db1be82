import { html } from 'hono/html'
import { composer } from '../composer.ts'
import type { Html } from '../html.ts'
import { platformMark, sunrise } from '../mark.ts'
import { open, queryOf } from '../view.ts'
import { item, replyWords } from './message.ts'
import { channelsOf, type List, type Room } from './room.ts'

/** The whole window: title bar, sidebar, channel, and the thread when one is open. */
export function slackWindow(room: Room): Html {
  return html`<section class="client slack ${room.parent ? 'has-panel' : ''}" id="slack" aria-labelledby="slack-name">
    <header class="client-bar">${platformMark('slack')}<h2 id="slack-name">Slack — simulated</h2><span>${room.world.team.name}</span></header>
    <div class="client-body">
      ${sidebar(room)}
      ${channel(room)}
      ${room.parent ? panel(room) : ''}
    </div>
  </section>`
}

function sidebar({ world, reader, view, channel }: Room): Html {
  const links = channelsOf(world, reader).map(
    ({ id, name }) => html`<li><a href="/${queryOf(open(view, 'slack', { channel: id }))}" data-go
      ${id === channel.id ? html`aria-current="page"` : ''}><span aria-hidden="true">#</span> ${name}</a></li>`,
  )
  return html`<nav class="sidebar" aria-label="Slack channels">
    <p class="workspace">${world.team.name}</p>
    <p class="sidebar-label" id="slack-channels">Channels</p>
    <ul aria-labelledby="slack-channels">${links}</ul>
    <p class="sidebar-label sidebar-apps">Apps</p>
    <p class="sidebar-app sidebar-apps">${sunrise(18)} ${world.bot.realName}</p>
  </nav>`
}

function channel(room: Room): Html {
  const { name, topic, members, id } = room.channel
  const query = queryOf(open(room.view, 'slack', { channel: id, ...room.view.slack }))
  return html`<div class="channel">
    <header class="channel-head">
      <h3 id="slack-channel"><span aria-hidden="true">#</span> ${name}</h3>
      ${topic ? html`<p>${topic}</p>` : ''}
      <p class="members">${members.size} ${members.size === 1 ? 'member' : 'members'}</p>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="slack-channel" data-scroll>${list(room, 'slack-messages')}</div>
    ${composer({ id: 'slack-say', action: `/slack/say${query}`, label: `Message #${name}`, as: room.reader.realName, fields: { channel: id } })}
  </div>`
}

function panel(room: Room): Html {
  const { id, name } = room.channel
  const ts = room.parent?.ts ?? ''
  const close = `/${queryOf(open(room.view, 'slack', { channel: id }))}`
  return html`<aside class="panel" aria-labelledby="slack-thread-name">
    <header class="channel-head">
      <h3 id="slack-thread-name" tabindex="-1">Thread</h3><p># ${name}</p>
      <a class="close" href="${close}" data-go data-close aria-label="Close thread">✕</a>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="slack-thread-name" data-scroll>
      ${list(room, 'slack-parent')}
      ${replyCount(room)}
      ${list(room, 'slack-replies')}
    </div>
    ${composer({ id: 'slack-reply', action: `/slack/say${queryOf(room.view)}`, label: 'Reply…', as: room.reader.realName, fields: { channel: id, thread: ts } })}
  </aside>`
}

function list(room: Room, id: List['id']): Html {
  const found = room.lists.find((one) => one.id === id)
  return html`<ol class="messages" id="${id}">${found?.messages.map((message) => item(room, found, message))}</ol>`
}

export function replyCount(room: Room): Html {
  const count = room.lists.find(({ id }) => id === 'slack-replies')?.messages.length ?? 0
  return html`<p class="reply-count" id="slack-reply-count"><span>${replyWords(count)}</span></p>`
}
