import type { SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../../domain/log.ts'
import { slackError } from './errors.ts'

type Client = SocketModeReceiver['client']

/** Between tries to connect again, in milliseconds; doubled each time up to the longest. */
const [shortestPauseMs, longestPauseMs] = [1_000, 30_000]

/** How long Slack may take to greet us, in milliseconds. */
const greetingMs = 20_000

/** How long it may take to say goodbye, in milliseconds. */
const goodbyeMs = 2_000

export interface Connection {
  /**
   * Resolves when Slack has greeted us, or has let us wait too long: then it is tried again without holding up anybody,
   * for messages can be posted meanwhile. Throws an `ExpectedError` when the first try fails.
   */
  open(): Promise<void>
  /** Whether Slack greeted us and has not left since. */
  readonly isOpen: boolean
  /** Resolves when the socket is closed and nothing will open it again. */
  close(): Promise<void>
}

/**
 * Keeps a Socket Mode client connected. The SDK can do so itself, but a token that is revoked while it runs ends in a
 * rejection nobody can catch, and with it the whole process.
 */
export function keepConnected(client: Client, log: Log, patienceMs = greetingMs): Connection {
  let connecting: Promise<void> | undefined
  let isOpen = false
  const closing = new AbortController()

  /** Whether Slack greeted us in time; the SDK itself would wait for ever. */
  async function greet(): Promise<boolean> {
    const late = new AbortController()
    late.signal.addEventListener('abort', () => void client.disconnect())
    let impatience = setTimeout(() => late.abort(), patienceMs)
    const hurry = () => {
      clearTimeout(impatience)
      impatience = setTimeout(() => late.abort(), goodbyeMs)
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
      clearTimeout(impatience)
    }
  }

  async function reconnect(): Promise<void> {
    for (let pauseMs = shortestPauseMs; !closing.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const greeted = await greet().catch((error: Error) => error)
      if (greeted === true) {
        log.info({ platform: 'slack' }, 'connected to Slack again')
        return
      }
      const reason = greeted === false ? 'it does not greet us' : greeted.message
      log.warn({ platform: 'slack', reason }, 'no connection to Slack, trying again')
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
      const greeting = greet().finally(() => {
        connecting = undefined
      })
      connecting = greeting.then(
        () => undefined,
        () => undefined,
      )
      const greeted = await greeting
      client.on('disconnected', lost)
      if (greeted) return
      log.warn({ platform: 'slack' }, 'Slack does not greet us, trying on; messages can be posted meanwhile')
      lost()
    },
    close: async () => {
      closing.abort()
      isOpen = false
      client.off('disconnected', lost)
      await connecting
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
