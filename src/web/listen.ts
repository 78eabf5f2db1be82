import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'
import { ConfigurationError } from '../domain/errors.ts'
import { lazy } from '../lib/lazy.ts'
import { hostInUrl } from '../lib/loopback-host.ts'
import { unreadableCause } from '../lib/unreadable-cause.ts'

/** How long a client may take to send its headers, and all of its request, in milliseconds. */
const [headersTimeout, requestTimeout] = [5_000, 10_000]

/** How often that is checked, in milliseconds. */
const connectionsCheckingInterval = 1_000

/** The most open connections: many more than tabs need, and few enough for the process. */
const connectionsMax = 256

export interface Listener {
  readonly url: string
  /** Ends open connections at once. */
  close(): Promise<void>
}

/** The variables that name an address. */
interface Variables {
  readonly host: string
  readonly port: string
}

/**
 * Serves an application on one address; it is loaded with the first request. Throws `ConfigurationError` with the name of
 * the variable if the port or address cannot be used.
 */
export async function listen(
  load: () => Promise<Hono>,
  host: string,
  port: number,
  variables: Variables = { host: 'PAGE_HOST', port: 'PORT' },
): Promise<Listener> {
  const { promise: bound, resolve, reject } = Promise.withResolvers<number>()
  const listener = lazy(async (): Promise<RequestListener> => {
    const [{ getRequestListener }, app] = await Promise.all([import('@hono/node-server'), load()])
    return getRequestListener(app.fetch, { hostname: host })
  })
  const server = createServer(
    { headersTimeout, requestTimeout, connectionsCheckingInterval },
    async (request, response) => {
      try {
        ;(await listener.get())(request, response)
      } catch {
        response.writeHead(500).end()
      }
    },
  )
  server.maxConnections = connectionsMax
  server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  server.once('error', (error: NodeJS.ErrnoException) => {
    const { code = error.message } = error
    reject(new ConfigurationError(whyNotListening(code, host, port, variables), { cause: error }))
  })
  return {
    url: `http://${hostInUrl(host)}:${await bound}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

function whyNotListening(code: string, host: string, port: number, variables: Variables): string {
  if (unreadableCause(code) === 'files')
    return `Nothing can listen on port ${port}, because the bot has too many files open (${code}); raise the limit of its user, with LimitNOFILE of systemd or \`ulimit -n\``
  const why = portProblems[code]
  if (why) return `Port ${port} ${why}; set ${variables.port} to another number`
  return `${host} is no address of this machine (${code}); set ${variables.host} to one of its names or addresses, or to 0.0.0.0`
}

const portProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program',
  EACCES: 'may only be used by an administrator',
}
