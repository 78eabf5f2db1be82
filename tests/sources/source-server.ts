import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export interface SourceServer extends AsyncDisposable {
  /** `127.0.0.1:12345` */
  readonly host: string
  readonly url: string
  /** The requests so far: their paths. */
  readonly paths: string[]
  readonly requests: IncomingMessage[]
  /** Answers the path from now on. */
  on(path: string, handler: Handler): void
}

/** A server of sources on the loopback. Paths without a handler are answered with 404. */
export async function startSourceServer(): Promise<SourceServer> {
  const handlers = new Map<string, Handler>()
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    const handler = handlers.get(request.url?.split('?')[0] ?? '')
    if (handler) handler(request, response)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}`,
    requests,
    get paths() {
      return requests.map(({ url = '' }) => url)
    },
    on: (path, handler) => void handlers.set(path, handler),
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** A handler that answers with a body. */
export const answer =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Handler =>
  (_, response) =>
    void response.writeHead(status, headers).end(body)

export interface FeedItem {
  readonly title: string
  readonly link?: string
  readonly guid?: string
  readonly date?: string
  readonly text?: string
}

/** An RSS feed. Its values are put in as they are. */
export function rss(items: readonly FeedItem[], home = ''): string {
  const entries = items.map(
    ({ title, link, guid, date, text = '' }) =>
      `<item><title>${title}</title>${link ? `<link>${link}</link>` : ''}${guid ? `<guid isPermaLink="false">${guid}</guid>` : ''}` +
      `${date ? `<pubDate>${date}</pubDate>` : ''}<description>${text}</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>${home && `<link>${home}</link>`}${entries.join('\n')}</channel></rss>`
}
