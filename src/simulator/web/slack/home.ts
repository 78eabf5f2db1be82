import { html } from 'hono/html'
import type { Html } from '../../../web/html.ts'
import { blocks } from '../../../web/message-view/slack/blocks.ts'
import type { StoredView } from '../../slack/views.ts'
import { open, queryOf } from '../view-state.ts'
import { homePlace, namesIn } from './channel-view.ts'
import { appHead, type PageFrame } from './sidebar.ts'
export function home(around: PageFrame, published: StoredView | undefined): Html {
  return html`<div class="channel">
    ${appHead(around)}
    <div class="scroll" id="slack-say" tabindex="0" role="region" aria-labelledby="slack-name slack-channel" data-scroll="start">${homeView(around, published)}</div>
  </div>`
}

export function homeView(around: PageFrame, published: StoredView | undefined): Html {
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
