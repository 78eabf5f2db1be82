import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isLoopback } from '../config/page-host.ts'
import { ExpectedError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { addDigestApi } from './api/routes.ts'
import { addAssets, pageAssets, pageStyleSheet } from './assets.ts'
import { DeliveryUpdates } from './deliveries/live-updates.ts'
import { addDeliveries } from './deliveries/routes.ts'
import { internalErrorPage, notFoundPage, unavailablePage } from './document.ts'
import { addFeeds, mayReadFeed } from './feeds/routes.ts'
import { addHealthRoutes } from './health-routes.ts'
import { addInstall } from './install/routes.ts'
import { clientReader } from './login/client.ts'
import { LoginGuard } from './login/guard.ts'
import type { WebServerOptions } from './options.ts'
import { addPreviews } from './preview/routes.ts'
import { addReview } from './review/routes.ts'
import { refuseOtherMethods, requireSameOrigin } from './security.ts'
import { chooseTheme } from './theme.ts'
import { addTomorrow } from './tomorrow/routes.ts'

const formMax = 64 * 1024 // bytes

/** Half of the server's connections, so that /healthz and the pages always get one. */
const streamsMax = 128
const streamsPerAddressMax = 32

const tooManyPages = 'Too many pages are open, so this one does not update by itself. Close some and load it again.\n'
const tooLong = (context: Context) => context.text('The request is too large.\n', 413)

/** The page as an application, until it is closed, which ends open streams of events. */
interface Pages {
  readonly app: Hono
  close(): void
}

export function createPages(options: WebServerOptions, host: string): Pages {
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
    requireSameOrigin(host, readClient, options.install?.publicHost),
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
  addAssets(app, pageAssets, pageStyleSheet)
  app.post('/theme', chooseTheme)
  addPreviews(app, options)
  const local = (url: string) => channels?.localPath(url)
  const canChange = isLoopback(host) || guard !== undefined
  addDeliveries(app, { ...options, canResolve: canChange, local }, updates)
  if (options.candidates) addTomorrow(app, options.candidates, canChange)
  if (options.review) addReview(app, { workflow: options.review, vocabulary: options.vocabulary, canReview: canChange })
  if (options.feeds) addFeeds(app, options.feeds)
  if (options.install) addInstall(app, options.install, { readClient, log })
  if (options.health) addHealthRoutes(app, options.health)
  addErrorPages(app, log)
  return {
    app,
    close() {
      channels?.close()
      updates.close()
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

/** Limits streams of events for each address and in total (backpressure). One tab has one stream. */
function limitStreams(): MiddlewareHandler {
  const open = new Map<string, number>()
  return async (context, next) => {
    const { incoming, outgoing } = context.env as HttpBindings
    const address = incoming.socket.remoteAddress ?? ''
    const own = open.get(address) ?? 0
    const all = [...open.values()].reduce((sum, count) => sum + count, 0)
    if (own >= streamsPerAddressMax || all >= streamsMax)
      return context.text(tooManyPages, 503, { 'retry-after': '30' })
    open.set(address, own + 1)
    outgoing.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
    await next()
  }
}
