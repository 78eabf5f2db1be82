import type { App } from '@slack/bolt'
import { slackHome } from '../../formatters/slack/app-home.ts'
import { answered, noteUnsaid } from '../shared/safe-answer.ts'
import { askerIn } from './context.ts'
import { slackError } from './errors.ts'
import type { Listener } from './interactions.ts'

const about = { platform: 'slack', request: 'home' } as const

/** Shows the bot's Home to whoever opens it, as it is at that moment. */
export function showHome(app: App, { answers, people, api, vocabulary, log }: Listener): void {
  app.event('app_home_opened', async ({ event: { tab, user } }) => {
    // The tab with the conversation is reported as well.
    if (tab !== 'home') return
    const asker = await askerIn(user, user, people)
    const cards = await answered(() => answers.home(asker), undefined, about, log)
    if (!cards) return
    try {
      await api.call('views.publish', { user_id: user, view: slackHome(cards, vocabulary) })
    } catch (error) {
      noteUnsaid(slackError(error, '', 'SLACK_BOT_TOKEN'), about, log)
    }
  })
}
