import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { DiscordStandIn } from '../sandbox/discord/stand-in.ts'
import type { SlackStandIn } from '../sandbox/slack/stand-in.ts'
import { serveAsset } from './assets.ts'
import { channelsPage, connectedPage } from './channels.ts'
import type { Client } from './client.ts'
import { deed } from './deeds.ts'
import { discordClient } from './discord/client.ts'
import { apology } from './document.ts'
import { guard } from './guard.ts'
import { Live } from './live.ts'
import { addPreviews, type PreviewOptions } from './preview/routes.ts'
import { slackClient } from './slack/client.ts'
import { chooseTheme, themeOf } from './theme.ts'

export interface PageOptions extends PreviewOptions {
  /** 0 lets the system choose. */
  readonly port: number
  /** The name or address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** The simulated platforms, where there are any. */
  readonly slack?: SlackStandIn
  readonly discord?: DiscordStandIn
  /** Told of errors that are bugs of the page. */
  readonly log?: Log
}

const formMax = 64 * 1024 // bytes

/** Serves the page until it is closed. Open streams of events end at once then. */
export async function startPage(options: PageOptions): Promise<{ url: string; close(): Promise<void> }> {
  const host = options.host ?? '127.0.0.1'
  const clients = [
    ...(options.slack ? [slackClient(options.slack)] : []),
    ...(options.discord ? [discordClient(options.discord)] : []),
  ]
  const live = new Live(clients)
  const { server, port } = await listen(createApp(options, host, clients, live), host, options.port)
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async close() {
      live.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    },
  }
}

function createApp(options: PageOptions, host: string, clients: readonly Client[], live: Live): Hono {
  const app = new Hono()
  app.use(guard(host), bodyLimit({ maxSize: formMax }))
  app.get('/', (context) =>
    context.html(clients.length > 0 ? channelsPage(context, clients, live.version()) : connectedPage(context)),
  )
  app.get('/events', (context) => live.stream(context))
  app.get('/assets/:name', serveAsset)
  app.post('/theme', chooseTheme)
  for (const client of clients) {
    app.post(`/${client.platform}/act`, (context) => deed(context, client, 'act'))
    app.post(`/${client.platform}/say`, (context) => deed(context, client, 'say'))
  }
  addPreviews(app, options)
  app.notFound((context) =>
    context.html(
      apology(
        themeOf(context),
        'There is no such page',
        html`
    <p>Nothing is kept at <code>${context.req.path}</code>. Go to <a href="/">the channels</a>, or <a href="/preview">preview a digest</a>.</p>`,
      ),
      404,
    ),
  )
  app.onError((error, context) => {
    options.log?.error({ err: error, path: context.req.path }, 'the page could not be shown')
    return context.html(
      apology(
        themeOf(context),
        'This page is broken',
        html`
      <p>That is a fault of Morning Post, not of yours; the log says more. <a href="/">Back to the channels</a></p>`,
      ),
      500,
    )
  })
  return app
}

function listen(app: Hono, host: string, port: number) {
  return new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => resolve({ server, port: info.port }))
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = reasons[error.code ?? '']
      reject(
        reason ? new ConfigurationError(`${reason(host, port)}; set PORT to another number`, { cause: error }) : error,
      )
    })
  })
}

const reasons: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (_, port) => `port ${port} is in use by another program`,
  EACCES: (_, port) => `port ${port} may only be used by an administrator`,
  EADDRNOTAVAIL: (host) => `this machine has no address ${host}`,
}
