import type { RawData, WebSocket } from 'ws'
import type { Json } from '../../lib/json.ts'
import { deadConnections, op, type Session, sendTo } from './session.ts'

/** topics/opcodes-and-status-codes, "Gateway Close Event Codes". */
export const close = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  rateLimited: 4008,
  timedOut: 4009,
  invalidVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const

/** events/gateway, "Sending Events". */
const payloadBytesMax = 4096
const eventsMax = 120
const eventsWithinMs = 60_000
/** events/gateway, "List of Intents": bits that mean something. */
const knownIntents = 0b11_0011_0001_1111_1111_1111_1111
/** Presences, members and the content of messages: not granted to the simulated app. */
const privilegedIntents = (1 << 1) | (1 << 8) | (1 << 15)
/** Close codes of a client that end its session: events/gateway, "Disconnecting". */
const endingCodes = [1000, 1001]

/** The request of a connection to the gateway. */
interface GatewayServices {
  readonly token: string
  readonly heartbeatMs: number
  /** The session, or the code that closes the connection; `invalid` if the client has to identify again, later. */
  start(socket: WebSocket, intents: number, shard: unknown): Session | number | 'invalid'
  find(sessionId: string): Session | undefined
  end(session: Session): void
}

/** Speaks the gateway's side of one connection, from HELLO to its end. */
export class GatewayConnection {
  readonly #socket: WebSocket
  readonly #door: GatewayServices
  #session: Session | undefined
  #beatDue: NodeJS.Timeout | undefined
  #events: number[] = []

  constructor(socket: WebSocket, door: GatewayServices, query: URLSearchParams) {
    this.#socket = socket
    this.#door = door
    socket.on('message', (data) => this.#receive(data))
    socket.on('close', (code) => this.#end(code))
    if (query.get('v') !== '10' || query.get('encoding') !== 'json' || query.has('compress')) {
      socket.close(close.invalidVersion)
      return
    }
    this.#expectBeat()
    sendTo(socket, { op: op.hello, d: { heartbeat_interval: door.heartbeatMs } })
  }

  #receive(data: RawData): void {
    if (deadConnections.has(this.#socket)) return
    const code = this.#closeCodeOf(String(data))
    if (code) this.#socket.close(code)
  }

  /** Handles a payload, or returns the code with which the connection closes. */
  #closeCodeOf(text: string): number | undefined {
    const payload = decode(text)
    if (!payload) return close.decodeError
    const now = Date.now()
    this.#events = [...this.#events.filter((at) => now - at < eventsWithinMs), now]
    if (this.#events.length > eventsMax) return close.rateLimited

    const d = (payload.d ?? {}) as Json
    switch (payload.op) {
      case op.heartbeat:
        this.#expectBeat()
        sendTo(this.#socket, { op: op.heartbeatAck })
        return undefined
      case op.identify:
        return this.#session ? close.alreadyAuthenticated : this.#identify(d)
      case op.resume:
        return this.#session ? close.alreadyAuthenticated : this.#resume(d)
      case op.presence:
        return this.#session ? undefined : close.notAuthenticated
      default:
        return this.#session ? close.unknownOpcode : close.notAuthenticated
    }
  }

  #identify({ token, intents, properties, shard }: Json): number | undefined {
    if (token !== this.#door.token) return close.authenticationFailed
    if (typeof properties !== 'object') return close.decodeError
    const wanted = Number(intents ?? -1)
    if (!Number.isInteger(wanted) || wanted < 0 || (wanted & ~knownIntents) !== 0) return close.invalidIntents
    if ((wanted & privilegedIntents) !== 0) return close.disallowedIntents
    const started = this.#door.start(this.#socket, wanted, shard)
    if (typeof started === 'number') return started
    if (started === 'invalid') sendTo(this.#socket, { op: op.invalidSession, d: false })
    else this.#session = started
    return undefined
  }

  #resume({ token, session_id: id, seq }: Json): number | undefined {
    if (token !== this.#door.token) return close.authenticationFailed
    const session = this.#door.find(String(id))
    if (!session) {
      sendTo(this.#socket, { op: op.invalidSession, d: false })
      return undefined
    }
    if (typeof seq !== 'number' || seq > session.sequence) return close.invalidSequence
    this.#session = session
    session.resume(this.#socket, seq)
    return undefined
  }

  // A client without a heartbeat for two intervals is gone, even if its socket is open.
  #expectBeat(): void {
    clearTimeout(this.#beatDue)
    this.#beatDue = setTimeout(() => this.#socket.close(close.timedOut), 2 * this.#door.heartbeatMs)
  }

  #end(code: number): void {
    clearTimeout(this.#beatDue)
    if (this.#session?.socket === this.#socket && endingCodes.includes(code)) this.#door.end(this.#session)
  }
}

function decode(text: string): Json | undefined {
  if (Buffer.byteLength(text) > payloadBytesMax) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
