import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, request as send } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const certificates = new URL('../fixtures/tls/', import.meta.url)

/** The certificate of the CA that signed those of the fronts. */
export const ownCa = fileURLToPath(new URL('ca.pem', certificates))

export interface TlsFront {
  /** The address of the API behind it. */
  readonly apiUrl: string
  /** Where it listens, by the name that `apiUrl` has. */
  readonly host: string
  /** The number of WebSockets that were opened through it. */
  readonly sockets: () => number
}

interface Ending {
  onTestFinished(close: () => void): void
}

/**
 * Opens TLS in front of a platform on `::1` alone, with a certificate of an own CA. The addresses of WebSockets that the
 * platform gives lead through it, too. `name` is how the bot calls the machine.
 */
export async function openTlsFront(
  { onTestFinished }: Ending,
  platformUrl: string,
  name: '[::1]' | 'localhost',
): Promise<TlsFront> {
  const platform = new URL(platformUrl)
  const [cert, key] = ['server.pem', 'server-key.pem'].map((file) => readFileSync(new URL(file, certificates)))
  let sockets = 0
  let host = ''
  const open = new Set<Socket>()
  const server = createServer({ cert, key }, async (request, response) => {
    const { method, url: path, headers } = request
    const upstream = send({ host: platform.hostname, port: platform.port, path, method, headers })
    request.pipe(upstream)
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage]
    const { 'content-length': _, 'transfer-encoding': __, ...kept } = answer.headers
    const body = (await buffer(answer)).toString().replaceAll(`ws://${platform.host}`, `wss://${host}`)
    response.writeHead(answer.statusCode ?? 502, kept).end(body)
  })
  server.on('upgrade', ({ method, url, rawHeaders }, client: Socket) => {
    sockets += 1
    const upstream = connect(Number(platform.port), platform.hostname)
    const lines = rawHeaders.flatMap((field, at) => (at % 2 === 0 ? [`${field}: ${rawHeaders[at + 1]}`] : []))
    upstream.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`)
    upstream.pipe(client).pipe(upstream)
    for (const end of [client, upstream])
      end.on('error', () => [client, upstream].forEach((each) => void each.destroy()))
  })
  server.on('connection', (socket) => open.add(socket))
  server.listen(0, '::1')
  await once(server, 'listening')
  host = `${name}:${(server.address() as AddressInfo).port}`
  onTestFinished(() => {
    server.close()
    for (const socket of open) socket.destroy()
  })
  return { apiUrl: `https://${host}${platform.pathname}`, host, sockets: () => sockets }
}
