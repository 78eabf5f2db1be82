import { html } from 'hono/html'
import { channelType } from '../../../validators/discord/limits.ts'
import type { Html } from '../../../web/html.ts'
import { logo } from '../../../web/icons.ts'
import { open, queryOf } from '../view-state.ts'
import type { ChannelView } from './channel-view.ts'

export function sidebar(channelView: ChannelView): Html {
  const { state, view, channel } = channelView
  const links = state.guildChannels().map(
    ({ id, name, type }) => html`<li><a href="/${queryOf(open(view, 'discord', { channel: id }))}" data-go
      ${id === channel.id ? html`aria-current="page"` : ''}>${sign(type)} ${name}</a></li>`,
  )
  return html`<nav class="sidebar" aria-label="Discord channels">
    <p class="workspace">${state.guild.name}</p>
    <p class="sidebar-label" id="discord-channels">Text channels</p>
    <ul aria-labelledby="discord-channels">${links}</ul>
    <p class="sidebar-label" id="discord-directs">Direct messages</p>
    <ul aria-labelledby="discord-directs">${directEntry(channelView)}</ul>
  </nav>`
}

/** The conversation with the bot, with the number of unread messages. */
export function directEntry({ state, reader, view, channel, unread }: ChannelView): Html {
  const { id } = state.directWith(reader)
  return html`<li id="discord-direct"><a href="/${queryOf(open(view, 'discord', { channel: id }))}" data-go
    ${id === channel.id ? html`aria-current="page"` : ''}>${logo(18)} <span>${state.bot.displayName}</span>${
      unread > 0 ? html` <span class="badge">${unread}<span class="visually-hidden"> new</span></span>` : ''
    }</a></li>`
}

/** The icon of a channel: a hash, for a forum a sheet with lines, for a conversation the other person's avatar. */
export function sign(type: number): Html {
  if (type === channelType.direct) return logo(20)
  if (type !== channelType.forum) return html`<span class="sign" aria-hidden="true">#</span>`
  return html`<svg class="sign" width="14" height="14" viewBox="0 0 14 14" role="img" aria-label="Forum"><path d="M2 2h10v7.500H7L4 12V9.500H2ZM4.500 4.800h5M4.500 7h3.500" fill="none" stroke="currentColor" stroke-width="1.400" stroke-linejoin="round" /></svg>`
}
