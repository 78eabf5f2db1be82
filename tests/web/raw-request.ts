import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Question {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string
}

/** Plain HTTP: `fetch` does not allow a Host of one's own, nor every method. Streams are left after their first bytes. */
export function ask(url: string, path: string, { method = 'GET', headers = {}, body }: Question = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const { hostname, port } = new URL(url)
  const asked = request({ hostname, port, path, method, headers, agent: false }, (answer) => {
    const pieces: Buffer[] = []
    const done = () =>
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces).toString() })
    answer.on('data', (piece: Buffer) => {
      pieces.push(piece)
      if (String(answer.headers['content-type']).startsWith('text/event-stream')) answer.destroy()
    })
    answer.on('close', done)
  })
  asked.on('error', reject)
  asked.end(body)
  return promise
}

/** Sends bytes as they are, and gives what comes back until the other side hangs up. */
export function sendRaw(url: string, bytes: string | Uint8Array): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.setEncoding('utf8').on('data', (piece) => {
    text += piece
  })
  // A client whose request is rejected before all of it was sent may be disconnected.
  socket.on('error', () => {})
  socket.on('close', () => resolve(text))
  socket.write(bytes)
  return promise
}
