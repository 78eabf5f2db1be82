import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ExpectedError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { HealthChecks } from '../observability/health.ts'
import type { ReviewDesk } from '../review/decisions.ts'
import { addDigestApi, type DigestApiOptions } from './api/routes.ts'
import { addAssets, pageAssets } from './assets.ts'
import { DeliveryUpdates } from './deliveries/live-updates.ts'
import type { DashboardData } from './deliveries/options.ts'
import { addDeliveries } from './deliveries/routes.ts'
import { internalErrorPage, notFoundPage, unavailablePage } from './document.ts'
import { addFeeds, type FeedOptions, mayReadFeed } from './feeds/routes.ts'
import { addHealthRoutes } from './health-routes.ts'
import { listen } from './listen.ts'
import { clientReader } from './login/client.ts'
import { LoginGuard } from './login/guard.ts'
import { addPreviews, type PreviewOptions } from './preview/routes.ts'
import { addReview } from './review/routes.ts'
import { isLoopback, refuseOtherMethods, requireSameOrigin } from './security.ts'
import { limitStreams } from './streams.ts'
import { chooseTheme } from './theme.ts'
import type { CandidateDesk } from './tomorrow/options.ts'
import { addTomorrow } from './tomorrow/routes.ts'

/** What the routes of simulated channels give back once they are mounted. */
export interface MountedRoutes {
  /** The path on this server that shows what a platform's link leads to. */
  localPath(url: string): string | undefined
  /** Ends open streams of events. */
  close(): void
}

export interface WebServerOptions extends PreviewOptions {
  /** 0 lets the system choose. */
  readonly port: number
  /** The name or address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** Without it, anyone who can reach the page may use it. */
  readonly password?: string | undefined
  /** Addresses and networks of the proxies whose `X-Forwarded-…` headers count. */
  readonly trustedProxies?: readonly string[]
  /** Adds the simulated channels and the start page `/`. Without it, `/` redirects to the deliveries. */
  readonly mountChannels?: (app: Hono) => MountedRoutes
  /** Adds the page on which a workspace is connected. It is left out where other machines reach the page. */
  readonly mountConnect?: (app: Hono) => void
  /** Adds `/api`, through which programs send digests. */
  readonly digestApi?: DigestApiOptions
  /** Adds `/tomorrow`. */
  readonly candidates?: CandidateDesk
  /** Adds `/review`. */
  readonly review?: ReviewDesk
  /** Adds a feed for each publication. */
  readonly feeds?: FeedOptions
  readonly dashboard: DashboardData
  /** Adds `/healthz`, `/readyz` and `/metrics`. */
  readonly vitals?: HealthChecks
  /** Gets the errors that are bugs of the page. */
  readonly log?: Log
}

const formMax = 64 * 1024 // bytes

const tooLong = (context: Context) => context.text('That is more than the page reads.\n', 413)

/** Serves the page until it is closed, which ends open streams of events at once. */
export async function startWebServer(options: WebServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const host = options.host ?? '127.0.0.1'
  const app = new Hono()
  const readClient = clientReader(options.trustedProxies ?? [])
  const { password, log } = options
  const isPrivate = isLoopback(host) && password === undefined && !options.trustedProxies?.length
  const mountConnect = isPrivate ? options.mountConnect : undefined
  const guard =
    password === undefined
      ? undefined
      : new LoginGuard({
          password,
          readClient,
          log,
          isInvited: (context) => mayReadFeed(context, options.feeds?.token),
        })
  if (options.digestApi) addDigestApi(app, options.digestApi, { readClient, log })
  app.use(
    requireSameOrigin(host, readClient),
    bodyLimit({ maxSize: formMax, onError: tooLong }),
    async (context, next) => {
      context.set('hasChannels', channels !== undefined)
      context.set('canConnect', mountConnect !== undefined)
      context.set('hasCandidates', options.candidates !== undefined)
      context.set('hasReviews', (options.review?.context.reviewChoices().size ?? 0) > 0)
      await next()
    },
  )
  if (guard) app.use(guard.requireLogin())
  guard?.addRoutes(app)
  const limit = limitStreams()
  for (const path of ['/events', '/deliveries/events']) app.use(path, limit)
  const channels = options.mountChannels?.(app)
  const updates = new DeliveryUpdates(options.dashboard)
  if (!channels) app.get('/', (context) => context.redirect('/deliveries'))
  mountConnect?.(app)
  addAssets(app, pageAssets)
  app.post('/theme', chooseTheme)
  addPreviews(app, options)
  const local = (url: string) => channels?.localPath(url)
  const canChange = isLoopback(host) || guard !== undefined
  addDeliveries(app, { ...options, canResolve: canChange, local }, updates)
  if (options.candidates) addTomorrow(app, options.candidates, canChange)
  if (options.review) addReview(app, { desk: options.review, vocabulary: options.vocabulary, canReview: canChange })
  if (options.feeds) addFeeds(app, options.feeds)
  if (options.vitals) addHealthRoutes(app, options.vitals)
  addErrorPages(app, log)
  const listener = await listen(app, host, options.port)
  return {
    url: listener.url,
    async close() {
      channels?.close()
      updates.close()
      await listener.close()
    },
  }
}

function addErrorPages(app: Hono, log?: Log): void {
  refuseOtherMethods(app)
  app.notFound((context) => context.html(notFoundPage(context), 404))
  app.onError((error, context) => {
    if (error instanceof ExpectedError) return context.html(unavailablePage(context, error.message), 503)
    log?.error({ err: error, path: context.req.path }, 'the page could not be shown')
    return context.html(internalErrorPage(context), 500)
  })
}
