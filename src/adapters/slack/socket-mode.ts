import type { App, Receiver, SocketModeReceiver as SocketModeConnection } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import { PlatformUnreachable } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { failureReason } from '../../i18n/failures.ts'
import { systemClock } from '../../lib/clock.ts'
import { proxyDispatcher } from '../../lib/proxy.ts'
import { type InteractionListener, ListeningState, listenInBackground } from '../shared/listening.ts'
import { connectionError } from '../shared/network-errors.ts'
import type { SlackOptions } from './api.ts'
import { SocketModeReceiver } from './bolt.ts'
import { slackError } from './errors.ts'
import { filterFrames } from './frame-filter.ts'
import { sdkLogger } from './sdk-logger.ts'

/** How long Slack may take to send `hello`, in milliseconds. Longer than the request before it may take. */
const helloTimeoutMs = 30_000

/** How long Slack may take to close a socket, in milliseconds. It leaves TCP open after the close handshake. */
const closeTimeoutMs = 2_000

/** Listens in the background, whatever happens to single connections. */
export function openSocketMode(
  { log, appToken }: SlackOptions,
  clientOptions: WebClientOptions,
  createApp: (receiver: Receiver) => App,
): InteractionListener {
  const logger = sdkLogger(log)
  const dispatcher = proxyDispatcher()
  const createReceiver = () =>
    new SocketModeReceiver({
      appToken,
      // Failed attempts are logged here, once.
      logger: { ...logger, warn: logger.info, error: logger.info },
      autoReconnectEnabled: false,
      installerOptions: { clientOptions },
      ...(dispatcher && { dispatcher }),
    })
  const app = createApp(createReceiver())
  return keepConnected(() => {
    const receiver = createReceiver()
    receiver.init(app)
    return receiver.client
  }, log)
}

type Client = SocketModeConnection['client']

/** One connection that has said `hello`. */
interface Socket {
  /** The connections of the app when this one was opened, this one included; undefined if Slack did not say it. */
  readonly connections: number | undefined
  /** Resolves when Slack asks for a new connection (`replace`), or when this one is lost. */
  readonly ended: Promise<'replace' | 'lost'>
  close(): Promise<void>
}

/**
 * Keeps a Socket Mode connection open. Each has its own client of the SDK: a new one is opened before the old one is given
 * up, and the SDK's own reconnect would end the process when the token is revoked.
 */
export function keepConnected(createClient: () => Client, log: Log, timeoutMs = helloTimeoutMs): InteractionListener {
  const state = new ListeningState('slack', log)
  const sockets = new Set<Socket>()

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await openAndWait(signal).catch((error: unknown) => {
        if (!signal.aborted) state.failed(connectionError('Slack', slackError(error, '', 'SLACK_APP_TOKEN')))
      })
      await systemClock.wait(state.pauseMs, signal)
    }
  }

  async function openAndWait(signal: AbortSignal): Promise<void> {
    const socket = await openSocket(createClient(), log, signal, timeoutMs)
    const others = (socket.connections ?? 0) - 1 - sockets.size
    for (const old of sockets) void old.close().then(() => sockets.delete(old))
    sockets.add(socket)
    state.opened(Math.max(0, others))
    const end = await socket.ended
    if (!signal.aborted) state.ended(end === 'lost' ? failureReason('connection-lost') : undefined)
  }

  return listenInBackground(state, run, (running) =>
    Promise.all([...[...sockets].map((socket) => socket.close()), running]),
  )
}

/** Resolves when Slack has sent `hello`. Throws the SDK's errors, or `PlatformUnreachable`. */
async function openSocket(client: Client, log: Log, signal: AbortSignal, timeoutMs: number): Promise<Socket> {
  const ended = Promise.withResolvers<'replace' | 'lost'>()
  let connections: number | undefined
  filterFrames(client, log, {
    onDisconnect: () => ended.resolve('replace'),
    onHello: (count) => {
      connections = count
    },
  })
  const started = client.start().then(() => true)
  const decided = new AbortController()
  const late = systemClock.wait(timeoutMs, AbortSignal.any([signal, decided.signal])).then(() => false)
  const isOpen = await Promise.race([started, late]).finally(() => decided.abort())
  if (!isOpen) {
    // It may still connect.
    started.then(
      () => dispose(client),
      () => {},
    )
    await dispose(client)
    throw new PlatformUnreachable('Slack', 'it sent no hello')
  }
  client.once('disconnected', () => ended.resolve('lost'))
  return { connections, ended: ended.promise, close: () => dispose(client) }
}

async function dispose(client: Client): Promise<void> {
  const closed = client.disconnect()
  // The second call drops a socket whose other end does not close it.
  const timer = setTimeout(() => void client.disconnect(), closeTimeoutMs)
  await closed
  clearTimeout(timer)
}
