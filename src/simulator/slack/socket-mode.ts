import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { parseJson } from '../../lib/json.ts'
import type { Faults } from '../faults.ts'
import { refuseUpgrade } from '../http.ts'

// https://docs.slack.dev/apis/events-api/using-socket-mode

const connectionsMax = 10
/** How long an app may take to acknowledge an envelope. */
const ackMs = 3000
/** Well below the 30 seconds after which the SDK gives up a silent server. */
const pingMs = 10_000
const goodbyeMs = 500

/** The fields that Slack adds to an envelope that it sends again. */
const again = { retry_attempt: 1, retry_reason: 'timeout' } as const

export interface Envelope {
  readonly type: 'interactive' | 'slash_commands' | 'events_api'
  readonly payload: Readonly<Record<string, unknown>>
  /** Whether the acknowledgement may carry an answer. */
  readonly accepts_response_payload: boolean
}

/** An envelope that the app has acknowledged. */
export interface Acknowledgement {
  readonly payload: Envelope['payload']
  /** The address of the client that did. */
  readonly from: string | undefined
}

/** An envelope on its way. */
interface Delivery {
  readonly socket: WebSocket
  acknowledge(payload: unknown): void
  fail(why: Error): void
}

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets'

interface SocketModeOptions {
  readonly answerWithinMs?: number | undefined
  readonly onAcknowledged?: ((acknowledgement: Acknowledgement) => void) | undefined
}

/** The WebSocket side of an app: each envelope goes to one of its connections. */
export class SocketMode {
  // Pings are answered below, unless the connection is silenced.
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false })
  readonly #tickets = new Set<string>()
  readonly #waiting = new Map<string, Delivery>()
  readonly #silent = new WeakSet<WebSocket>()
  readonly #transports = new WeakMap<WebSocket, Duplex>()
  readonly #appId: string
  readonly #answerWithinMs: number
  readonly #faults: Faults
  readonly #timer: NodeJS.Timeout
  readonly #onAcknowledged: (acknowledgement: Acknowledgement) => void
  readonly #addresses = new WeakMap<WebSocket, string | undefined>()
  #connections: WebSocket[] = []
  #turn = 0

  constructor(
    appId: string,
    faults: Faults,
    { answerWithinMs = ackMs, onAcknowledged = () => {} }: SocketModeOptions = {},
  ) {
    this.#appId = appId
    this.#faults = faults
    this.#answerWithinMs = answerWithinMs
    this.#onAcknowledged = onAcknowledged
    this.#timer = setInterval(() => {
      for (const socket of this.#connections) if (!this.#silent.has(socket)) socket.ping()
    }, pingMs).unref()
  }

  get connections(): number {
    return this.#connections.length
  }

  /** The path of an address that opens one connection, once. */
  ticket(): string {
    const ticket = randomUUID()
    this.#tickets.add(ticket)
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`
  }

  /** Handles an upgrade to a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (refuseUpgrade(this.#faults.meet('UPGRADE', {}), socket)) return
    const ticket = URL.parse(request.url ?? '', 'http://localhost')?.searchParams.get('ticket') ?? ''
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => {
      this.#transports.set(connection, socket)
      this.#addresses.set(connection, request.socket.remoteAddress)
      this.#welcome(connection)
    })
  }

  #welcome(socket: WebSocket): void {
    socket.on('message', (data) => this.#silent.has(socket) || this.#receive(String(data)))
    socket.on('ping', (data) => this.#silent.has(socket) || socket.pong(data))
    socket.on('close', () => {
      this.#connections = this.#connections.filter((each) => each !== socket)
      for (const delivery of this.#waiting.values()) {
        if (delivery.socket === socket) delivery.fail(new Error('The connection ended before the app acknowledged'))
      }
    })
    // The library closes a broken connection right after.
    socket.on('error', () => {})
    const oldest = this.#connections.length >= connectionsMax ? this.#connections[0] : undefined
    if (oldest) this.#dismiss(oldest, 'too_many_websockets')
    this.#connections.push(socket)
    this.#send(socket, {
      type: 'hello',
      num_connections: this.#connections.length,
      connection_info: { app_id: this.#appId },
      debug_info: { host: 'simulator', started: new Date().toISOString(), approximate_connection_time: 18_060 },
    })
  }

  #receive(text: string): void {
    const ack = parseJson(text) as { envelope_id?: string; payload?: unknown } | undefined
    this.#waiting.get(ack?.envelope_id ?? '')?.acknowledge(ack?.payload)
  }

  /**
   * Resolves with the payload of the acknowledgement; rejects if there is none in time or no app is connected. What one
   * connection does not acknowledge is sent once more, through another one.
   */
  async deliver(envelope: Envelope): Promise<unknown> {
    const id = randomUUID()
    const first = this.#next()
    if (!first) throw new Error('The app is not connected')
    try {
      const acknowledged = this.#deliver(id, envelope, first)
      if (this.#faults.repeats(envelope.type, envelope.payload))
        this.#send(first, { envelope_id: id, ...envelope, ...again })
      return await acknowledged
    } catch (error) {
      const second = this.#next(first)
      if (!second) throw error
      return this.#deliver(id, { ...envelope, ...again }, second)
    }
  }

  /** One connection after the other, but for the one that was tried. */
  #next(tried?: WebSocket): WebSocket | undefined {
    const connections = this.#connections.filter((socket) => socket !== tried)
    return connections[this.#turn++ % Math.max(1, connections.length)]
  }

  async #deliver(id: string, envelope: Envelope, socket: WebSocket): Promise<unknown> {
    const { promise, resolve: acknowledge, reject: fail } = Promise.withResolvers<unknown>()
    const ms = this.#answerWithinMs
    const late = setTimeout(() => fail(new Error(`The app did not acknowledge within ${ms} ms`)), ms).unref()
    this.#waiting.set(id, { socket, acknowledge, fail })
    this.#send(socket, { envelope_id: id, ...envelope })
    try {
      const payload = await promise
      this.#onAcknowledged({ payload: envelope.payload, from: this.#addresses.get(socket) })
      return payload
    } finally {
      clearTimeout(late)
      this.#waiting.delete(id)
    }
  }

  /** Announces the end of every connection, and closes it unless this is only the warning. */
  disconnect(reason: DisconnectReason): void {
    for (const socket of this.#connections) this.#dismiss(socket, reason)
  }

  #dismiss(socket: WebSocket, reason: DisconnectReason): void {
    this.#send(socket, { type: 'disconnect', reason, debug_info: { host: 'simulator' } })
    if (reason === 'warning') return
    this.#connections = this.#connections.filter((each) => each !== socket)
    // Slack completes the close handshake and leaves closing TCP to the client:
    // https://github.com/slackapi/node-slack-sdk/issues/2709
    const transport = this.#transports.get(socket)
    if (transport) transport.end = () => transport
    socket.close()
  }

  /** Silences all connections and leaves them open. */
  silence(): void {
    for (const socket of this.#connections) this.#silent.add(socket)
  }

  #send(socket: WebSocket, message: object): void {
    if (!this.#silent.has(socket)) socket.send(JSON.stringify(message))
  }

  /** Closes a connection, and cuts it if the app does not answer. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all([...this.#server.clients].map(goodbye))
    this.#server.close()
  }
}

async function goodbye(socket: WebSocket): Promise<void> {
  if (socket.readyState !== socket.OPEN) return socket.terminate()
  const gone = once(socket, 'close')
  const late = setTimeout(() => socket.terminate(), goodbyeMs)
  socket.close(1001)
  await gone
  clearTimeout(late)
}
