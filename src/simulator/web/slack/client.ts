import { html } from 'hono/html'
import type { Html } from '../../../web/html.ts'
import { blocks } from '../../../web/message-view/slack/blocks.ts'
import type { SlackSimulator } from '../../slack/server.ts'
import type { StoredView } from '../../slack/views.ts'
import type { Client, Patch } from '../client.ts'
import { dialogPlace } from '../dialog.ts'
import { initialView, open, queryOf, type View } from '../view-state.ts'
import { slackActions } from './actions.ts'
import { type ChannelView, channelViewOf, homePlace, localLink, namesIn, readerOf } from './channel-view.ts'
import { slashCommandMenu, slashCommands } from './commands.ts'
import { itemId, messageItem } from './message-item.ts'
import { modalDialog } from './modal.ts'
import { appEntry, appHead, type PageFrame } from './sidebar.ts'
import { channel, replyCount, slackWindow } from './window.ts'

/** How long a reader who opens the Home waits for the app to fill it, in milliseconds. */
const homeMs = 700

type Change = { channel: string; ts: string; what: 'posted' | 'changed' | 'deleted' }

/** The client of the simulated Slack, used by its first person. */
export function slackClient(simulator: SlackSimulator): Client {
  const { state, views } = simulator
  const reader = readerOf(state)
  const direct = state.directWith(reader)
  const commands = slashCommands()
  let seen = 0

  const around = (view: View): PageFrame => {
    const place =
      view.slack.channel === homePlace ? homePlace : (channelViewOf(state, reader, view)?.channel.id ?? homePlace)
    if (place === direct.id) seen = state.messages(direct.id).length
    return { state, reader, view, place, unread: state.messages(direct.id).length - seen }
  }
  const dialog = (view: View) => {
    const modal = views.modalOf(reader.id)
    return dialogPlace(
      'slack',
      modal && modalDialog(modal, queryOf(open(view, 'slack', view.slack)), namesIn({ state, view })),
    )
  }

  const modalHash = () => views.modalOf(reader.id)?.hash

  return {
    platform: 'slack',
    actions: slackActions(simulator, reader, commands),
    typing: (form) => (form.has('thread') ? html`` : slashCommandMenu(commands, form.get('text') ?? '')),
    local: (url) => localLink({ state, view: initialView }, url),
    enter: async (view) => {
      if (around(view).place === homePlace) await openHome(simulator, reader.id)
    },
    window(view) {
      const surroundings = around(view)
      const channelView = surroundings.place === homePlace ? undefined : channelViewOf(state, reader, view)
      const content = channelView ? channel(channelView, surroundings) : home(surroundings, views.homeOf(reader.id))
      return slackWindow(surroundings, content, {
        hasPanel: channelView?.parent !== undefined,
        dialog: dialog(view),
        isBehindDialog: views.modalOf(reader.id) !== undefined,
      })
    },
    onChange(listener) {
      const leaveWorld = state.onChange((change) =>
        listener((view) => {
          const surroundings = around(view)
          const news = change.channel === direct.id ? appPatches(surroundings) : []
          const channelView = surroundings.place === change.channel ? channelViewOf(state, reader, view) : undefined
          return channelView ? [...news, ...patches(channelView, change)] : news
        }),
      )
      let shown = modalHash()
      const leaveViews = views.onChange((user) => {
        if (user !== reader.id) return
        // An open dialog keeps what was typed.
        const isOther = modalHash() !== shown
        shown = modalHash()
        listener((view) => [
          ...(isOther ? [{ list: '', item: 'slack-dialog', html: dialog(view) }] : []),
          { list: '', item: 'slack-home', html: homeView(around(view), views.homeOf(reader.id)) },
        ])
      })
      return () => {
        leaveWorld()
        leaveViews()
      }
    },
  }
}

/** Reports to the app that its Home is open, and waits shortly for the app to fill it. */
async function openHome({ views, openHome }: SlackSimulator, user: string): Promise<void> {
  const { promise: published, resolve } = Promise.withResolvers<void>()
  const leave = views.onChange((who) => who === user && resolve())
  const late = setTimeout(resolve, homeMs)
  // An app that is away leaves the Home as it was.
  await openHome(user).then(() => published, resolve)
  clearTimeout(late)
  leave()
}
function appPatches(around: PageFrame): Patch[] {
  return [
    { list: '', item: 'slack-app', html: appEntry(around) },
    { list: '', item: 'slack-app-head', html: appHead(around) },
  ]
}

/** The changed message, and the parent of its thread, which counts the replies. */
function patches(channelView: ChannelView, { channel, ts, what }: Change): Patch[] {
  if (what === 'deleted') return channelView.lists.map(({ id }) => ({ list: id, item: itemId(id, ts) }))
  const thread = channelView.state.messages(channel).find((one) => one.ts === ts)?.threadTs
  const items = channelView.lists.flatMap((list) =>
    list.messages
      .filter((one) => one.ts === ts || one.ts === thread)
      .map((one) => ({
        list: list.id,
        item: itemId(list.id, one.ts),
        html: messageItem(channelView, list, one),
        ...(what === 'posted' && one.ts === ts && { announce: `New in Slack: ${one.text.slice(0, 200)}` }),
      })),
  )
  return channelView.parent?.ts === thread
    ? [...items, { list: '', item: 'slack-reply-count', html: replyCount(channelView) }]
    : items
}

function home(around: PageFrame, published: StoredView | undefined): Html {
  return html`<div class="channel">
    ${appHead(around)}
    <div class="scroll" id="slack-say" tabindex="0" role="region" aria-labelledby="slack-name slack-channel" data-scroll="start">${homeView(around, published)}</div>
  </div>`
}

function homeView(around: PageFrame, published: StoredView | undefined): Html {
  return html`<div class="home message-body" id="slack-home">${
    published
      ? blocks(published.view.blocks as readonly unknown[], {
          ...namesIn(around),
          controls: {
            action: `/slack/act${queryOf(open(around.view, 'slack', { channel: homePlace }))}`,
            fields: { home: 'yes' },
          },
        })
      : html`<p class="empty">${around.state.bot.realName} has put nothing here yet.</p>`
  }</div>`
}
