import { html } from 'hono/html'
import { minuteMs } from '../../../domain/duration.ts'
import { count } from '../../../lib/count.ts'
import type { Html } from '../../../web/html.ts'
import { avatar } from '../../../web/icons.ts'
import { type Author, dismissal, messageFrame } from '../../../web/message-view/frame.ts'
import { messageBody } from '../../../web/message-view/slack/message.ts'
import { clockTime, dateOfTs, dayName } from '../../../web/message-view/slack/time.ts'
import type { SlackMessage, SlackState } from '../../slack/state.ts'
import { hasLink, messageMenu } from '../message-menu.ts'
import { type ChannelView, type List, renderContextOf, threadLink, viewQuery } from './channel-view.ts'
import { messageShortcuts } from './commands.ts'

/** Messages of one person within this time are grouped under one name. */
const groupMs = 5 * minuteMs

export function itemId(list: List['id'], ts: string): string {
  return `${list}-${ts}`
}

/** A message as one item of its list, with the line between days where a new one begins. */
export function messageItem(channelView: ChannelView, list: List, message: SlackMessage): Html {
  const above = list.messages[list.messages.indexOf(message) - 1]
  const newDay = list.id === 'slack-messages' && !sameDay(above, message)
  return html`<li id="${itemId(list.id, message.ts)}" class="${isGrouped(above, message) ? 'grouped' : ''}">
    ${newDay ? html`<div class="day"><span>${dayName(dateOfTs(message.ts))}</span></div>` : ''}
    ${article(channelView, list, message)}
  </li>`
}

function sameDay(above: SlackMessage | undefined, message: SlackMessage): boolean {
  return above !== undefined && dateOfTs(above.ts).toDateString() === dateOfTs(message.ts).toDateString()
}

function isGrouped(above: SlackMessage | undefined, message: SlackMessage): boolean {
  if (!above || !sameDay(above, message)) return false
  const close = dateOfTs(message.ts).getTime() - dateOfTs(above.ts).getTime() < groupMs
  return close && above.user === message.user && !message.ephemeralFor && !above.ephemeralFor
}

function article(channelView: ChannelView, list: List, message: SlackMessage): Html {
  const at = dateOfTs(message.ts)
  const hasThread = list.id === 'slack-messages' && !message.ephemeralFor
  return messageFrame({
    author: authorOf(channelView.state, message.user),
    sent: { at, words: clockTime(at) },
    ...(message.ephemeralFor && {
      dismiss: dismissal(`/slack/dismiss${viewQuery(channelView)}`, { channel: message.channel, ts: message.ts }),
    }),
    isEdited: message.edited === true,
    body: messageBody(message, renderContextOf(channelView, message)),
    below: [hasThread ? threadBar(channelView, message) : '', menu(channelView, message)],
  })
}

function menu(channelView: ChannelView, { channel, ts, text, user, ephemeralFor }: SlackMessage): Html | '' {
  if (ephemeralFor || user === channelView.state.bot.id || !hasLink(text)) return ''
  return messageMenu(messageShortcuts(), `/slack/choose${viewQuery(channelView)}`, { channel, ts })
}

function authorOf(state: SlackState, id: string): Author {
  const user = state.users.get(id) ?? (state.bot.id === id ? state.bot : undefined)
  return { id, name: user?.realName || user?.name || 'Somebody', isBot: user?.isBot ?? false }
}

function threadBar(channelView: ChannelView, { ts, channel }: SlackMessage): Html {
  const replies = channelView.state
    .messages(channel)
    .filter((one) => one.threadTs === ts && one.ts !== ts && !one.ephemeralFor)
  const last = replies.at(-1)
  if (!last) return html`<a class="thread-start" href="${threadLink(channelView, ts)}" data-go>Reply in thread</a>`
  const people = [...new Set(replies.map(({ user }) => user))].slice(0, 3).map((id) => authorOf(channelView.state, id))
  return html`<a class="thread-bar" href="${threadLink(channelView, ts)}" data-go>
    ${people.map(({ id, name, isBot }) => avatar(id, name, isBot))}
    <b>${count(replies.length, 'reply', 'replies')}</b>
    <span>Last reply at ${clockTime(dateOfTs(last.ts))}</span>
  </a>`
}
