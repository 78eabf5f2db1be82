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

/** What Slack adds to an envelope that it sends again. */
const again = { retry_attempt: 1, retry_reason: 'timeout' } as const

export interface Envelope {
  readonly type: 'interactive' | 'slash_commands' | 'events_api'
  readonly payload: Readonly<Record<string, unknown>>
  /** Whether the acknowledgement may carry an answer. */
  readonly accepts_response_payload: boolean
}

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets'

/** The WebSocket side of an app: each envelope goes to one of its connections. */
export class SocketMode {
  // Pings are answered below, unless the connection is silenced.
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false })
  readonly #tickets = new Set<string>()
  readonly #waiting = new Map<string, (payload: unknown) => void>()
  readonly #silent = new WeakSet<WebSocket>()
  readonly #transports = new WeakMap<WebSocket, Duplex>()
  readonly #appId: string
  readonly #faults: Faults
  readonly #timer: NodeJS.Timeout
  #connections: WebSocket[] = []
  #turn = 0

  constructor(appId: string, faults: Faults) {
    this.#appId = appId
    this.#faults = faults
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
      this.#welcome(connection)
    })
  }

  #welcome(socket: WebSocket): void {
    socket.on('message', (data) => this.#silent.has(socket) || this.#receive(String(data)))
    socket.on('ping', (data) => this.#silent.has(socket) || socket.pong(data))
    socket.on('close', () => {
      this.#connections = this.#connections.filter((each) => each !== socket)
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
    this.#waiting.get(ack?.envelope_id ?? '')?.(ack?.payload)
  }

  /** Resolves with the payload of the acknowledgement; rejects if there is none in time or no app is connected. */
  deliver(envelope: Envelope): Promise<unknown> {
    const socket = this.#connections[this.#turn++ % Math.max(1, this.#connections.length)]
    if (!socket) return Promise.reject(new Error('The app is not connected'))
    const id = randomUUID()
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(id)
        reject(new Error(`The app did not acknowledge within ${ackMs} ms`))
      }, ackMs).unref()
      this.#waiting.set(id, (payload) => {
        clearTimeout(late)
        this.#waiting.delete(id)
        resolve(payload)
      })
      this.#send(socket, { envelope_id: id, ...envelope })
      if (this.#faults.repeats(envelope.type, envelope.payload))
        this.#send(socket, { envelope_id: id, ...envelope, ...again })
    })
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
