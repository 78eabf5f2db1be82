import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { ConfigurationError } from '../domain/errors.ts'

export interface Listener {
  readonly url: string
  /** Ends open connections at once. */
  close(): Promise<void>
}

/**
 * Serves an application on one address. A port or address that cannot be had is a `ConfigurationError`, which names the
 * variable that chooses it.
 */
export async function listen(app: Hono, host: string, port: number, variable = 'PORT'): Promise<Listener> {
  const { promise: bound, resolve, reject } = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => resolve(info.port))
  server.once('error', (error: NodeJS.ErrnoException) => {
    const reason = reasons[error.code ?? '']?.(host, port)
    reject(reason ? new ConfigurationError(`${reason}; set ${variable} to another number`, { cause: error }) : error)
  })
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${await bound}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

const reasons: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (_, port) => `Port ${port} is in use by another program`,
  EACCES: (_, port) => `Port ${port} may only be used by an administrator`,
  EADDRNOTAVAIL: (host) => `This machine has no address ${host}`,
}
