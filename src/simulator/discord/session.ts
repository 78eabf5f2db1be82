import { randomBytes } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { Json } from '../../lib/json.ts'
import { type Shard, shardFor } from './sharding.ts'

/** events/gateway, "Gateway Opcodes". */
export const op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const

/** events/gateway, "List of Intents", for which the simulator has events. */
export const intent = { guilds: 1 << 0, guildMessages: 1 << 9 } as const

/** How many events are kept for a session that resumes; Discord documents no number. */
const historyMax = 1000

/** How long a session without a connection can be resumed, in milliseconds; Discord documents no time. */
const resumableMs = 90_000

/** Open connections that no longer carry data in either direction. */
export const deadConnections = new WeakSet<WebSocket>()

/** Whether a connection is open and carries data. */
export function isOpen(socket: WebSocket): boolean {
  return socket.readyState === socket.OPEN && !deadConnections.has(socket)
}

export function sendTo(socket: WebSocket, payload: Json): void {
  if (isOpen(socket)) socket.send(JSON.stringify(payload))
}

/** An identified client with its events, to replay them after a lost connection. */
export class Session {
  readonly id = randomBytes(16).toString('hex')
  readonly intents: number
  readonly shard: Shard
  socket: WebSocket
  #sequence = 0
  #lostAt: number | undefined
  #history: { readonly s: number; readonly payload: Json }[] = []

  constructor(socket: WebSocket, intents: number, shard: Shard) {
    this.socket = socket
    this.intents = intents
    this.shard = shard
  }

  /** Whether it has had no connection for so long that it cannot be resumed. */
  get isForgotten(): boolean {
    if (this.socket.readyState === this.socket.OPEN) this.#lostAt = undefined
    else this.#lostAt ??= performance.now()
    return this.#lostAt !== undefined && performance.now() - this.#lostAt > resumableMs
  }

  /** Whether it gets the events of a server; without one, those of direct messages. */
  serves(server: string | undefined): boolean {
    const [id, count] = this.shard
    return shardFor(server, count) === id
  }

  get sequence(): number {
    return this.#sequence
  }

  dispatch(t: string, d: Json): void {
    this.#sequence += 1
    const payload = { op: op.dispatch, t, s: this.#sequence, d }
    this.#history = [...this.#history, { s: this.#sequence, payload }].slice(-historyMax)
    sendTo(this.socket, payload)
  }
  resume(socket: WebSocket, after: number): void {
    this.socket = socket
    for (const { s, payload } of this.#history) if (s > after) sendTo(socket, payload)
    this.dispatch('RESUMED', {})
  }
}
