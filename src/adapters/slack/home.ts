import type { App } from '@slack/bolt'
import { slackHome } from '../../formatters/slack/home.ts'
import { noteUnsaid } from '../answering.ts'
import { askerIn } from './asker.ts'
import { slackError } from './errors.ts'
import type { Listener } from './readers.ts'

/** Shows the bot's Home to whoever opens it, as it is at that moment. */
export function showHome(app: App, { answers, people, api, vocabulary, log }: Listener): void {
  app.event('app_home_opened', async ({ event: { tab, user } }) => {
    // The tab with the conversation is reported as well.
    if (tab !== 'home') return
    try {
      const cards = await answers.home(await askerIn(user, user, people))
      await api.call('views.publish', { user_id: user, view: slackHome(cards, vocabulary) })
    } catch (error) {
      noteUnsaid(slackError(error, '', 'SLACK_BOT_TOKEN'), { platform: 'slack', request: 'home' }, log)
    }
  })
}
