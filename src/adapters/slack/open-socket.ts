import { App, SocketModeReceiver } from '@slack/bolt'
import { z } from 'zod'
import type { InteractionHandler } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { SlackApi } from './api.ts'
import { filterFrames } from './frame-filter.ts'
import { listenForInteractions } from './interactions.ts'
import { sdkLogger } from './sdk-logger.ts'
import { type Connection, keepConnected } from './socket-mode.ts'
import { createUserDirectory } from './users.ts'

export interface SocketOptions {
  readonly botToken: string
  readonly appToken: string
  readonly apiUrl: string
  readonly log: Log
  readonly vocabulary: Vocabulary
  readonly handler: InteractionHandler
}

const self = z.object({ user_id: z.string(), bot_id: z.string().optional() })

/** Opens the socket on which Slack tells us what readers do. Throws an `ExpectedError`. */
export async function openSocket(options: SocketOptions, api: SlackApi): Promise<Connection> {
  const { botToken, appToken, apiUrl, vocabulary, handler, log } = options
  const { user_id: botUserId, bot_id: botId = botUserId } = self.parse(await api.call('auth.test', {}))
  const logger = sdkLogger(log)
  const clientOptions = {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: 20_000,
    rejectRateLimitedCalls: true,
  }
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
  })
  // Both ids are given, or Bolt would ask for them in its constructor, where nobody can catch a refusal.
  const app = new App({ token: botToken, botId, botUserId, receiver, clientOptions, logger, convoStore: false })
  app.error(async (error) => log.error({ platform: 'slack', err: error }, 'an event from Slack was not handled'))
  listenForInteractions(app, { handler, vocabulary, log, api, users: createUserDirectory(api, log) })
  filterFrames(receiver.client, log)
  const connection = keepConnected(receiver.client, log)
  await connection.open()
  return connection
}
