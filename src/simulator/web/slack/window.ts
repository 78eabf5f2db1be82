import { html } from 'hono/html'
import { count } from '../../../lib/count.ts'
import type { Html } from '../../../web/html.ts'
import { platformIcon } from '../../../web/icons.ts'
import { composer } from '../composer.ts'
import { open, queryOf } from '../view-state.ts'
import { type ChannelView, type List, viewQuery } from './channel-view.ts'
import { messageItem } from './message-item.ts'
import { appHead, type PageFrame, sidebar } from './sidebar.ts'

/** The whole window: title bar, sidebar, what is open beside it, and the dialog over it when there is one. */
export function slackWindow(
  around: PageFrame,
  content: Html,
  { hasPanel, dialog, isBehindDialog }: { hasPanel: boolean; dialog: Html; isBehindDialog: boolean },
): Html {
  return html`<section class="client slack ${hasPanel ? 'has-panel' : ''}" id="slack" aria-labelledby="slack-name">
    <header class="client-bar">${platformIcon('slack')}<h2 id="slack-name">Slack — simulated</h2><span>${around.state.team.name}</span></header>
    <div class="client-body" ${isBehindDialog ? 'inert' : ''}>
      ${sidebar(around)}
      ${content}
    </div>
    ${dialog}
  </section>`
}

/** A channel or conversation, and the thread that is open in it. */
export function channel(channelView: ChannelView, around: PageFrame): Html {
  const { name, topic, members, id, with: partner } = channelView.channel
  const label = partner === undefined ? `Message #${name}` : `Message ${channelView.state.bot.realName}`
  const head = html`<header class="channel-head">
    <h3 id="slack-channel"><span aria-hidden="true">#</span> ${name}</h3>
    ${topic ? html`<p>${topic}</p>` : ''}
    <p class="members">${count(members.size, 'member')}</p>
  </header>`
  return html`<div class="channel">
    ${partner === undefined ? head : appHead(around)}
    <div class="scroll" tabindex="0" role="region" aria-labelledby="slack-name slack-channel" data-scroll>${list(channelView, 'slack-messages')}</div>
    ${composer({ platform: 'slack', id: 'slack-say', query: viewQuery(channelView), label, as: channelView.reader.realName, fields: { channel: id } })}
  </div>
  ${channelView.parent ? panel(channelView) : ''}`
}

function panel(channelView: ChannelView): Html {
  const { id, name } = channelView.channel
  const ts = channelView.parent?.ts ?? ''
  const close = `/${queryOf(open(channelView.view, 'slack', { channel: id }))}`
  return html`<aside class="panel" aria-labelledby="slack-name slack-thread-name">
    <header class="channel-head">
      <h3 id="slack-thread-name" tabindex="-1">Thread</h3><p># ${name}</p>
      <a class="close" href="${close}" data-go data-close aria-label="Close thread">✕</a>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="slack-name slack-thread-name" data-scroll>
      ${list(channelView, 'slack-parent')}
      ${replyCount(channelView)}
      ${list(channelView, 'slack-replies')}
    </div>
    ${composer({ platform: 'slack', id: 'slack-reply', query: queryOf(channelView.view), label: 'Reply…', as: channelView.reader.realName, fields: { channel: id, thread: ts } })}
  </aside>`
}

function list(channelView: ChannelView, id: List['id']): Html {
  const found = channelView.lists.find((one) => one.id === id)
  return html`<ol class="messages" id="${id}">${found?.messages.map((message) => messageItem(channelView, found, message))}</ol>`
}

export function replyCount(channelView: ChannelView): Html {
  const replies = channelView.lists.find(({ id }) => id === 'slack-replies')?.messages.length ?? 0
  return html`<p class="reply-count" id="slack-reply-count"><span>${count(replies, 'reply', 'replies')}</span></p>`
}
