import type { Receiver, App as SlackApp } from '@slack/bolt'
import type { InteractionHandler } from '../../domain/interaction.ts'
import { AnswersInFlight } from '../shared/answers-in-flight.ts'
import type { InteractionListener } from '../shared/listening.ts'
import { acknowledgeFirst } from './acknowledge-first.ts'
import type { SlackOptions } from './api.ts'
import { App } from './bolt.ts'
import type { Dispatch } from './dispatch.ts'
import { listenForInteractions } from './interactions.ts'
import { sdkLogger } from './sdk-logger.ts'
import { openSocketMode } from './socket-mode.ts'

/** Listens in the background, over Socket Mode or, where there is an address for it, over HTTP. */
export async function openListener(
  options: SlackOptions,
  handler: InteractionHandler,
  dispatch: Dispatch,
): Promise<InteractionListener> {
  const { apiUrl, appToken, log, http, installed, installUrl, onChannelChange } = options
  const secrets = http?.secrets ?? [appToken]
  const logger = sdkLogger(log)
  const clientOptions = {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: 20_000,
    rejectRateLimitedCalls: true,
  }
  const answers = new AnswersInFlight()
  const createApp = (receiver: Receiver): SlackApp => {
    const app = new App({
      // Answers are sent by the API of each workspace, with its token.
      authorize: async () => ({}),
      receiver,
      clientOptions,
      logger,
      convoStore: false,
    })
    app.error(async (error) => log.error({ platform: 'slack', err: error }, 'an event from Slack was not handled'))
    // Over Socket Mode, one process gets what is sent again, and only events are: to handle them twice changes nothing.
    const claim = options.claim ?? (http && options.claimOverRestarts)
    listenForInteractions(app, { log, installed, installUrl, onChannelChange, claim, handler, dispatch, secrets })
    const handle = app.processEvent.bind(app)
    app.processEvent = (event) => acknowledgeFirst(event, (given) => answers.track(handle(given)))
    return app
  }
  const listener = http
    ? await import('./http-mode.ts').then(({ openHttpMode }) => openHttpMode(http.secrets, http, createApp, log))
    : openSocketMode(options, clientOptions, createApp)
  const { close } = listener
  return Object.assign(listener, { close: () => close().then(() => answers.idle()) })
}
