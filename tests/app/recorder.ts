import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { WebSocket } from 'ws'
import { type Json, parseJson, record } from '../../src/lib/json.ts'

/** One request to a server of this process, and its answer. */
export interface Exchange {
  readonly port: number
  readonly method: string
  readonly path: string
  readonly authorization: string
  request: string
  response: string
}

/** One message over a WebSocket of a server of this process. */
export interface Frame {
  readonly isFromBot: boolean
  readonly content: Json
}

const started = 'http.server.request.start'

/** Records everything that goes over HTTP and WebSockets to and from the servers of this process, until it is closed. */
export class Recorder {
  readonly exchanges: Exchange[] = []
  readonly frames: Frame[] = []
  readonly #onRequest = (message: unknown) =>
    this.#record(message as { request: IncomingMessage; response: ServerResponse })
  readonly #restoreSockets: () => void

  constructor() {
    subscribe(started, this.#onRequest)
    this.#restoreSockets = recordSockets((isFromBot, text) => {
      this.frames.push({ isFromBot, content: record(parseJson(text)) })
    })
  }

  close(): void {
    unsubscribe(started, this.#onRequest)
    this.#restoreSockets()
  }

  #record({ request, response }: { request: IncomingMessage; response: ServerResponse }): void {
    const exchange: Exchange = {
      port: request.socket.localPort ?? 0,
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      request: '',
      response: '',
    }
    this.exchanges.push(exchange)
    const push = request.push.bind(request)
    request.push = (chunk, encoding) => {
      exchange.request += textOf(chunk)
      return push(chunk, encoding)
    }
    for (const name of ['write', 'end'] as const) {
      const send = response[name].bind(response) as (...given: unknown[]) => never
      response[name] = (...given: unknown[]) => {
        exchange.response += textOf(given[0])
        return send(...given)
      }
    }
  }
}

/** Patches the sockets of the servers; the ones of the clients may be of another library. */
function recordSockets(note: (isFromBot: boolean, text: string) => void): () => void {
  const sockets = WebSocket.prototype as unknown as Record<'send' | 'emit', (...given: unknown[]) => unknown>
  const { send, emit } = sockets
  const isServer = (socket: unknown) => (socket as { _isServer?: boolean })._isServer === true
  sockets.send = function (this: unknown, ...given) {
    if (isServer(this)) note(false, textOf(given[0]))
    return send.apply(this, given)
  }
  sockets.emit = function (this: unknown, ...given) {
    if (isServer(this) && given[0] === 'message') note(true, textOf(given[1]))
    return emit.apply(this, given)
  }
  return () => Object.assign(sockets, { send, emit })
}

function textOf(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : ''
}
