import { html } from 'hono/html'
import { channelType } from '../../sandbox/discord/limits.ts'
import { composer } from '../composer.ts'
import type { Html } from '../html.ts'
import { platformMark, sunrise } from '../mark.ts'
import { open, queryOf } from '../view.ts'
import { forum } from './forum.ts'
import { countWords, item } from './message.ts'
import { type List, type Room, topChannels } from './room.ts'

/** The whole window: title bar, servers and channels, messages, and the thread when one is open. */
export function discordWindow(room: Room): Html {
  return html`<section class="client discord ${room.opened ? 'has-panel' : ''}" id="discord" aria-labelledby="discord-name">
    <header class="client-bar">${platformMark('discord')}<h2 id="discord-name">Discord — simulated</h2><span>${room.world.guild.name}</span></header>
    <div class="client-body">
      <div class="servers" aria-hidden="true">${sunrise(36)}<span class="server">${initials(room.world.guild.name)}</span></div>
      ${sidebar(room)}
      ${channel(room)}
      ${room.opened ? panel(room, room.opened) : ''}
    </div>
  </section>`
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .join('')
}

function sidebar({ world, view, channel }: Room): Html {
  const links = topChannels(world).map(
    ({ id, name, type }) => html`<li><a href="/${queryOf(open(view, 'discord', { channel: id }))}" data-go
      ${id === channel.id ? html`aria-current="page"` : ''}>${sign(type)} ${name}</a></li>`,
  )
  return html`<nav class="sidebar" aria-label="Discord channels">
    <p class="workspace">${world.guild.name}</p>
    <p class="sidebar-label" id="discord-channels">Text channels</p>
    <ul aria-labelledby="discord-channels">${links}</ul>
  </nav>`
}

/** A hash for channels; a forum has a sheet with lines. */
function sign(type: number): Html {
  if (type !== channelType.forum) return html`<span class="sign" aria-hidden="true">#</span>`
  return html`<svg class="sign" width="14" height="14" viewBox="0 0 14 14" role="img" aria-label="Forum"><path d="M2 2h10v7.500H7L4 12V9.500H2ZM4.500 4.800h5M4.500 7h3.500" fill="none" stroke="currentColor" stroke-width="1.400" stroke-linejoin="round" /></svg>`
}

function channel(room: Room): Html {
  const { name, topic, id, type } = room.channel
  const query = queryOf(open(room.view, 'discord', { channel: id, ...room.view.discord }))
  return html`<div class="channel">
    <header class="channel-head">
      <h3 id="discord-channel">${sign(type)} ${name}</h3>
      ${topic ? html`<p>${topic}</p>` : ''}
    </header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="discord-channel" data-scroll>
      ${room.posts ? forum(room) : list(room, 'discord-messages')}
    </div>
    ${
      room.posts
        ? html`<p class="composer-note">Open a post to reply to it.</p>`
        : composer({
            id: 'discord-say',
            action: `/discord/say${query}`,
            label: `Message #${name}`,
            as: room.reader.displayName,
            fields: { channel: id },
          })
    }
  </div>`
}

function panel(room: Room, opened: { id: string; name: string }): Html {
  const { channel } = room
  const close = `/${queryOf(open(room.view, 'discord', { channel: channel.id }))}`
  return html`<aside class="panel" aria-labelledby="discord-thread-name">
    <header class="channel-head">
      ${threadName(opened.name)}
      <a class="close" href="${close}" data-go data-close aria-label="Close thread">✕</a>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="discord-thread-name" data-scroll="${room.posts ? 'start' : ''}">
      ${list(room, 'discord-parent')}
      ${replyCount(room)}
      ${list(room, 'discord-replies')}
    </div>
    ${composer({ id: 'discord-reply', action: `/discord/say${queryOf(room.view)}`, label: 'Message the thread', as: room.reader.displayName, fields: { channel: opened.id, parent: channel.id } })}
  </aside>`
}

function list(room: Room, id: List['id']): Html {
  const found = room.lists.find((one) => one.id === id)
  return html`<ol class="messages" id="${id}">${found?.messages.map((message) => item(room, found, message))}</ol>`
}

export function threadName(name: string): Html {
  return html`<h3 id="discord-thread-name" tabindex="-1">${name}</h3>`
}

export function replyCount(room: Room): Html {
  const count = room.lists.find(({ id }) => id === 'discord-replies')?.messages.length ?? 0
  return html`<p class="reply-count" id="discord-reply-count"><span>${countWords(count)}</span></p>`
}
