import { html } from 'hono/html'
import { minuteMs } from '../../../domain/duration.ts'
import { count } from '../../../lib/count.ts'
import type { Html } from '../../../web/html.ts'
import { messageBody } from '../../../web/message-view/discord/message.ts'
import { clockTime, dayName } from '../../../web/message-view/discord/time.ts'
import { dismissal, messageFrame } from '../../../web/message-view/frame.ts'
import type { DiscordMessage } from '../../discord/state.ts'
import { hasLink, messageMenu } from '../message-menu.ts'
import { type ChannelView, type List, renderContextOf, threadLink, viewQuery } from './channel-view.ts'

/** Messages of one person within this time are grouped under one name. */
const groupMs = 7 * minuteMs

export function itemId(list: List['id'], id: string): string {
  return `${list}-${id}`
}

/** A message as one item of its list, with the line between days where a new one begins. */
export function messageItem(channelView: ChannelView, list: List, message: DiscordMessage): Html {
  const above = list.messages[list.messages.indexOf(message) - 1]
  const newDay = list.id === 'discord-messages' && !sameDay(above, message)
  return html`<li id="${itemId(list.id, message.id)}" class="${isGrouped(above, message) ? 'grouped' : ''}">
    ${newDay ? html`<div class="day"><span>${dayName(new Date(message.timestamp))}</span></div>` : ''}
    ${message.createdThread ? threadLine(channelView, message, message.createdThread) : article(channelView, list, message)}
  </li>`
}

function sameDay(above: DiscordMessage | undefined, message: DiscordMessage): boolean {
  return above !== undefined && new Date(above.timestamp).toDateString() === new Date(message.timestamp).toDateString()
}

function isGrouped(above: DiscordMessage | undefined, message: DiscordMessage): boolean {
  if (!above || !sameDay(above, message)) return false
  const close = Date.parse(message.timestamp) - Date.parse(above.timestamp) < groupMs
  return close && above.author.id === message.author.id && !message.ephemeralFor && !above.ephemeralFor
}

/** The line that says that a thread was opened. */
function threadLine(channelView: ChannelView, { author, content }: DiscordMessage, thread: string): Html {
  return html`<p class="thread-line">${author.displayName} started a thread: <a href="${threadLink(channelView, thread)}" data-go>${content}</a></p>`
}

function article(channelView: ChannelView, list: List, message: DiscordMessage): Html {
  const { author } = message
  const at = new Date(message.timestamp)
  return messageFrame({
    author: { id: author.id, name: author.displayName || author.username, isBot: author.bot },
    sent: { at, words: clockTime(at) },
    ...(message.ephemeralFor && {
      dismiss: dismissal(`/discord/dismiss${viewQuery(channelView)}`, {
        channel: message.channelId,
        message: message.id,
      }),
    }),
    isEdited: message.editedTimestamp !== null,
    body: messageBody(message, renderContextOf(channelView, message)),
    below: [list.id === 'discord-messages' ? threadCard(channelView, message) : '', menu(channelView, message)],
  })
}
function menu(channelView: ChannelView, { id, channelId, content, author, ephemeralFor }: DiscordMessage): Html | '' {
  if (ephemeralFor || author.bot || !hasLink(content)) return ''
  return messageMenu(channelView.menu, `/discord/choose${viewQuery(channelView)}`, { channel: channelId, message: id })
}

function threadCard(channelView: ChannelView, message: DiscordMessage): Html | '' {
  const thread = channelView.state.channels.get(message.threadId ?? message.id)
  if (message.ephemeralFor) return ''
  if (thread?.parentId !== channelView.channel.id) {
    return html`<a class="thread-start" href="${threadLink(channelView, message.id)}" data-go>Create thread</a>`
  }
  const messages = channelView.state.messages(thread.id).filter(({ ephemeralFor }) => !ephemeralFor)
  const last = messages.at(-1)
  return html`<a class="thread-card" href="${threadLink(channelView, thread.id)}" data-go>
    <span class="thread-title"><b>${thread.name}</b> <i>${count(messages.length, 'message')} ›</i></span>
    <span class="thread-last">${
      last
        ? html`${last.author.displayName} · ${clockTime(new Date(last.timestamp))}`
        : 'There are no recent messages in this thread.'
    }</span>
  </a>`
}
