import type { SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../../domain/log.ts'
import { slackError } from './errors.ts'

type Client = SocketModeReceiver['client']

/** Between tries to connect again, in milliseconds; doubled each time up to the longest. */
const [shortestPauseMs, longestPauseMs] = [1_000, 30_000]

/** How long Slack may take to say goodbye, in milliseconds. */
const goodbyeMs = 2_000

export interface Connection {
  /** Resolves when Slack has greeted us. Throws an `ExpectedError` when the first try fails. */
  open(): Promise<void>
  /** Resolves when the socket is closed and nothing will open it again. */
  close(): Promise<void>
}

/**
 * Keeps a Socket Mode client connected. The SDK can do so itself, but a token that is revoked while it runs ends in a
 * rejection nobody can catch, and with it the whole process.
 */
export function keepConnected(client: Client, log: Log): Connection {
  let connecting: Promise<void> | undefined
  const closing = new AbortController()

  async function reconnect(): Promise<void> {
    for (let pauseMs = shortestPauseMs; !closing.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await client.start()
        log.info({}, 'connected to Slack again')
        return
      } catch (error) {
        log.warn({ reason: slackError(error, '', 'SLACK_APP_TOKEN').message }, 'no connection to Slack, trying again')
        await pause(pauseMs, closing.signal)
      }
    }
  }

  function lost(): void {
    if (connecting || closing.signal.aborted) return
    connecting = reconnect().finally(() => {
      connecting = undefined
    })
  }

  return {
    open: async () => {
      connecting = client.start().then(() => undefined)
      try {
        await connecting
      } catch (error) {
        throw slackError(error, '', 'SLACK_APP_TOKEN')
      } finally {
        connecting = undefined
      }
      client.on('disconnected', lost)
    },
    close: async () => {
      closing.abort()
      client.off('disconnected', lost)
      await connecting?.catch(() => undefined)
      const closed = client.disconnect()
      // The second call drops a socket whose other end has gone silent.
      const impatience = setTimeout(() => void client.disconnect(), goodbyeMs)
      await closed
      clearTimeout(impatience)
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
