import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ExpectedError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { HealthChecks } from '../observability/health.ts'
import type { DiscordSimulator } from '../simulator/discord/server.ts'
import type { SlackSimulator } from '../simulator/slack/server.ts'
import { handleUserAction } from '../simulator/web/actions.ts'
import { channelsPage } from '../simulator/web/channels-page.ts'
import { type Client, userActions } from '../simulator/web/client.ts'
import { discordClient } from '../simulator/web/discord/client.ts'
import { ClientUpdates } from '../simulator/web/live-updates.ts'
import { slackClient } from '../simulator/web/slack/client.ts'
import { refuseOtherMethods } from './allowed-methods.ts'
import { serveAsset } from './assets.ts'
import { DeliveryUpdates } from './deliveries/live-updates.ts'
import type { DashboardData } from './deliveries/options.ts'
import { addDeliveries } from './deliveries/routes.ts'
import { internalErrorPage, notFoundPage, unavailablePage } from './error-pages.ts'
import { addHealthRoutes } from './health-routes.ts'
import { listen } from './listen.ts'
import { addPreviews, type PreviewOptions } from './preview/routes.ts'
import { isLoopback, requireSameOrigin } from './security.ts'
import { chooseTheme } from './theme.ts'

export interface WebServerOptions extends PreviewOptions {
  /** 0 lets the system choose. */
  readonly port: number
  /** The name or address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** The simulated platforms, where there are any. */
  readonly slack?: SlackSimulator
  readonly discord?: DiscordSimulator
  /** Where the deliveries of the bot are looked up. */
  readonly dashboard: DashboardData
  /** What machines may ask about the bot. */
  readonly vitals?: HealthChecks
  /** Told of errors that are bugs of the page. */
  readonly log?: Log
}

const formMax = 64 * 1024 // bytes

const tooLong = (context: Context) => context.text('That is more than the page reads.\n', 413)

/** Serves the page until it is closed. Open streams of events end at once then. */
export async function startWebServer(options: WebServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const host = options.host ?? '127.0.0.1'
  const clients = [
    ...(options.slack ? [slackClient(options.slack)] : []),
    ...(options.discord ? [discordClient(options.discord)] : []),
  ]
  const live = new ClientUpdates(clients)
  const watch = new DeliveryUpdates(options.dashboard)
  const listener = await listen(createApp(options, host, clients, live, watch), host, options.port)
  return {
    url: listener.url,
    async close() {
      live.close()
      watch.close()
      await listener.close()
    },
  }
}

function createApp(
  options: WebServerOptions,
  host: string,
  clients: readonly Client[],
  live: ClientUpdates,
  watch: DeliveryUpdates,
): Hono {
  const app = new Hono()
  app.use(requireSameOrigin(host), bodyLimit({ maxSize: formMax, onError: tooLong }), async (context, next) => {
    context.set('hasChannels', clients.length > 0)
    await next()
  })
  app.get('/', async (context) =>
    clients.length > 0 ? context.html(await channelsPage(context, clients, live)) : context.redirect('/deliveries'),
  )
  app.get('/events', (context) => live.stream(context))
  app.get('/assets/:name', serveAsset)
  app.post('/theme', chooseTheme)
  for (const client of clients) {
    for (const deed of userActions)
      app.post(`/${client.platform}/${deed}`, (context) => handleUserAction(context, client, deed))
    app.post(`/${client.platform}/typing`, async (context) =>
      context.html(await client.typing(new URLSearchParams(await context.req.text()))),
    )
  }
  addPreviews(app, options)
  const local = (url: string) => clients.map((client) => client.local(url)).find((path) => path)
  addDeliveries(app, { ...options, canResolve: isLoopback(host), local }, watch)
  if (options.vitals) addHealthRoutes(app, options.vitals)
  refuseOtherMethods(app)
  app.notFound((context) => context.html(notFoundPage(context), 404))
  app.onError((error, context) => {
    if (error instanceof ExpectedError) return context.html(unavailablePage(context, error.message), 503)
    options.log?.error({ err: error, path: context.req.path }, 'the page could not be shown')
    return context.html(internalErrorPage(context), 500)
  })
  return app
}
