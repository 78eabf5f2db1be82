import type { App } from '@slack/bolt'
import { slackHome } from '../../formatters/slack/app-home.ts'
import { logUndelivered, safeAnswer } from '../shared/safe-answer.ts'
import { requesterIn } from './context.ts'
import { slackError } from './errors.ts'
import type { InteractionContext } from './interactions.ts'

const about = { platform: 'slack', request: 'home' } as const

/** Shows the bot's Home to whoever opens it, as it is at that moment. */
export function publishHome(app: App, { handler, users, api, vocabulary, log }: InteractionContext): void {
  app.event('app_home_opened', async ({ event: { tab, user } }) => {
    // The tab with the conversation is reported as well.
    if (tab !== 'home') return
    const requester = await requesterIn(user, user, users)
    const cards = await safeAnswer(() => handler.home(requester), undefined, about, log)
    if (!cards) return
    try {
      await api.call('views.publish', { user_id: user, view: slackHome(cards, vocabulary) })
    } catch (error) {
      logUndelivered(slackError(error, '', 'SLACK_BOT_TOKEN'), about, log)
    }
  })
}
