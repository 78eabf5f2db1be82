import { lazy } from '../lib/lazy.ts'
import { loopbackHost } from '../lib/loopback-host.ts'
import { listen } from './listen.ts'
import type { WebServerOptions } from './options.ts'

/** Serves the page until it is closed, which ends open streams of events at once. It is loaded with the first request. */
export async function startWebServer(options: WebServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const host = options.host ?? loopbackHost()
  const pages = lazy(async () => (await import('./pages.ts')).createPages(options, host))
  const listener = await listen(async () => (await pages.get()).app, host, options.port)
  return {
    url: listener.url,
    async close() {
      ;(await pages.loaded)?.close()
      await listener.close()
    },
  }
}
