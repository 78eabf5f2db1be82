import { App, SocketModeReceiver } from '@slack/bolt'
import { z } from 'zod'
import type { InteractionHandler } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { SlackApi } from './api.ts'
import { slackError } from './errors.ts'
import { filterFrames } from './frame-filter.ts'
import { listenForInteractions, workspace } from './interactions.ts'
import { sdkLogger } from './sdk-logger.ts'
import { createUserDirectory } from './users.ts'

export interface SocketOptions {
  readonly botToken: string
  readonly appToken: string
  readonly apiUrl: string
  readonly log: Log
  readonly vocabulary: Vocabulary
  readonly handler: InteractionHandler
}

const self = z.object({ user_id: z.string(), bot_id: z.string().optional(), ...workspace.shape })

/** Opens the Socket Mode connection through which Slack reports interactions. Throws an `ExpectedError`. */
export async function openSocket(options: SocketOptions, api: SlackApi): Promise<Connection> {
  const { botToken, appToken, apiUrl, vocabulary, handler, log } = options
  const { user_id: botUserId, bot_id: botId = botUserId, ...home } = self.parse(await api.call('auth.test', {}))
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
  // Without both ids Bolt would request them in its constructor, where a rejection cannot be caught.
  const app = new App({ token: botToken, botId, botUserId, receiver, clientOptions, logger, convoStore: false })
  app.error(async (error) => log.error({ platform: 'slack', err: error }, 'an event from Slack was not handled'))
  listenForInteractions(app, { home, handler, vocabulary, log, api, users: createUserDirectory(api, log) })
  filterFrames(receiver.client, log)
  const connection = keepConnected(receiver.client, log)
  await connection.open()
  return connection
}

type Client = SocketModeReceiver['client']

/** Pauses between attempts to reconnect, in milliseconds: doubled each time up to the maximum. */
const [minPauseMs, maxPauseMs] = [1_000, 30_000]

/** How long Slack may take to send `hello`, in milliseconds. */
const helloTimeoutMs = 20_000

/** How long Slack may take to close the socket, in milliseconds. */
const closeTimeoutMs = 2_000

export interface Connection {
  /**
   * Resolves when Slack has sent `hello`, or after a timeout: then connecting goes on in the background, since messages
   * can be posted without it. Throws an `ExpectedError` if the first attempt fails.
   */
  open(): Promise<void>
  /** Whether Slack sent `hello` and has not disconnected since. */
  readonly isOpen: boolean
  /** Resolves when the socket is closed and will not be reopened. */
  close(): Promise<void>
}

/**
 * Keeps a Socket Mode client connected. The SDK's own reconnect ends in an unhandled rejection, and so ends the process,
 * when the token is revoked while the bot runs.
 */
export function keepConnected(client: Client, log: Log, timeoutMs = helloTimeoutMs): Connection {
  let connecting: Promise<void> | undefined
  let isOpen = false
  const closing = new AbortController()

  /** Whether Slack sent `hello` in time; the SDK itself would wait for ever. */
  async function waitForHello(): Promise<boolean> {
    const late = new AbortController()
    late.signal.addEventListener('abort', () => void client.disconnect())
    let timer = setTimeout(() => late.abort(), timeoutMs)
    const hurry = () => {
      clearTimeout(timer)
      timer = setTimeout(() => late.abort(), closeTimeoutMs)
    }
    closing.signal.addEventListener('abort', hurry)
    try {
      await client.start()
      isOpen = true
      return true
    } catch (error) {
      if (late.signal.aborted) return false
      throw slackError(error, '', 'SLACK_APP_TOKEN')
    } finally {
      closing.signal.removeEventListener('abort', hurry)
      clearTimeout(timer)
    }
  }

  async function reconnect(): Promise<void> {
    for (let pauseMs = minPauseMs; !closing.signal.aborted; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
      const outcome = await waitForHello().catch((error: Error) => error)
      if (outcome === true) {
        log.info({ platform: 'slack' }, 'reconnected to Slack')
        return
      }
      const reason = outcome === false ? 'it sent no hello' : outcome.message
      log.warn({ platform: 'slack', reason }, 'cannot connect to Slack, trying again')
      await pause(pauseMs, closing.signal)
    }
  }

  function lost(): void {
    isOpen = false
    if (connecting || closing.signal.aborted) return
    connecting = reconnect().finally(() => {
      connecting = undefined
    })
  }

  return {
    get isOpen() {
      return isOpen
    },
    open: async () => {
      const hello = waitForHello().finally(() => {
        connecting = undefined
      })
      connecting = hello.then(
        () => undefined,
        () => undefined,
      )
      const isConnected = await hello
      client.on('disconnected', lost)
      if (isConnected) return
      log.warn({ platform: 'slack' }, 'Slack sent no hello, still trying; messages can be posted meanwhile')
      lost()
    },
    close: async () => {
      closing.abort()
      isOpen = false
      client.off('disconnected', lost)
      await connecting
      const closed = client.disconnect()
      // The second call drops a socket whose other end does not respond.
      const timer = setTimeout(() => void client.disconnect(), closeTimeoutMs)
      await closed
      clearTimeout(timer)
    },
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
