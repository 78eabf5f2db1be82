import { html } from 'hono/html'
import { count } from '../../../lib/count.ts'
import { channelType } from '../../../validators/discord/limits.ts'
import type { Html } from '../../../web/html.ts'
import { logo, platformIcon } from '../../../web/icons.ts'
import { composer } from '../composer.ts'
import { open, queryOf } from '../view-state.ts'
import { type ChannelView, type List, viewQuery } from './channel-view.ts'
import { forum } from './forum.ts'
import { messageItem } from './message-item.ts'
import { sidebar, sign } from './sidebar.ts'

/** The whole window: title bar, servers and channels, messages, the thread and the dialog when one is open. */
export function discordWindow(channelView: ChannelView, dialog: Html, isBehindDialog: boolean): Html {
  return html`<section class="client discord ${channelView.opened ? 'has-panel' : ''}" id="discord" aria-labelledby="discord-name">
    <header class="client-bar">${platformIcon('discord')}<h2 id="discord-name">Discord — simulated</h2><span>${channelView.state.guild.name}</span></header>
    <div class="client-body" ${isBehindDialog ? 'inert' : ''}>
      <div class="servers" aria-hidden="true">${logo(36)}<span class="server">${initials(channelView.state.guild.name)}</span></div>
      ${sidebar(channelView)}
      ${channel(channelView)}
      ${channelView.opened ? panel(channelView, channelView.opened) : ''}
    </div>
    ${dialog}
  </section>`
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .join('')
}

function channel(channelView: ChannelView): Html {
  const { name, topic, id, type } = channelView.channel
  const label = type === channelType.direct ? `Message @${name}` : `Message #${name}`
  return html`<div class="channel">
    <header class="channel-head">
      <h3 id="discord-channel">${sign(type)} ${name}</h3>
      ${topic ? html`<p>${topic}</p>` : ''}
    </header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="discord-name discord-channel" data-scroll>
      ${channelView.posts ? forum(channelView) : list(channelView, 'discord-messages')}
    </div>
    ${
      channelView.posts
        ? html`<p class="composer-note" id="discord-say" tabindex="-1">Open a post to reply to it.</p>`
        : composer({
            platform: 'discord',
            id: 'discord-say',
            query: viewQuery(channelView),
            label,
            as: channelView.reader.displayName,
            fields: { channel: id, box: 'discord-say' },
          })
    }
  </div>`
}

function panel(channelView: ChannelView, opened: { id: string; name: string }): Html {
  const { channel } = channelView
  const close = `/${queryOf(open(channelView.view, 'discord', { channel: channel.id }))}`
  return html`<aside class="panel" aria-labelledby="discord-name discord-thread-name">
    <header class="channel-head">
      ${threadName(opened.name)}
      <a class="close" href="${close}" data-go data-close aria-label="Close thread">✕</a>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="discord-name discord-thread-name" data-scroll="${channelView.posts ? 'start' : ''}">
      ${list(channelView, 'discord-parent')}
      ${replyCount(channelView)}
      ${list(channelView, 'discord-replies')}
    </div>
    ${composer({
      platform: 'discord',
      id: 'discord-reply',
      query: queryOf(channelView.view),
      label: 'Message the thread',
      as: channelView.reader.displayName,
      fields: { channel: opened.id, parent: channel.id, box: 'discord-reply' },
    })}
  </aside>`
}

function list(channelView: ChannelView, id: List['id']): Html {
  const found = channelView.lists.find((one) => one.id === id)
  return html`<ol class="messages" id="${id}">${found?.messages.map((message) => messageItem(channelView, found, message))}</ol>`
}

export function threadName(name: string): Html {
  return html`<h3 id="discord-thread-name" tabindex="-1">${name}</h3>`
}

export function replyCount(channelView: ChannelView): Html {
  const messages = channelView.lists.find(({ id }) => id === 'discord-replies')?.messages.length ?? 0
  return html`<p class="reply-count" id="discord-reply-count"><span>${count(messages, 'message')}</span></p>`
}
