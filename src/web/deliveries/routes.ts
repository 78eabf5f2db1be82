import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { ConfigurationError, ExpectedError } from '../../domain/errors.ts'
import { errorPage } from '../document.ts'
import type { DeliveryUpdates } from './live-updates.ts'
import type { ManualFinding } from './options.ts'
import { type DeliveriesContext, deliveriesPage } from './page.ts'
import { parseUrl, pathTo } from './url.ts'

/** `/deliveries`, its events, and the form that resolves an uncertain part. */
export function addDeliveries(app: Hono, deliveries: DeliveriesContext, watch: DeliveryUpdates): void {
  app.get('/deliveries', async (context) => {
    // The page below shows this version; later changes come as events.
    const version = await watch.version()
    return context.html(await deliveriesPage(context, addressIn(context), deliveries, version))
  })
  app.get('/deliveries/events', (context) => watch.stream(context))
  if (deliveries.canResolve) app.post('/deliveries/resolve', (context) => resolve(context, deliveries))
}

function addressIn(context: Context) {
  return parseUrl(new URL(context.req.url).searchParams)
}

async function resolve(context: Context, { dashboard }: DeliveriesContext): Promise<Response> {
  const isLive = context.req.header('x-live') !== undefined
  const back = pathTo(addressIn(context))
  try {
    await dashboard.resolve(findingIn(new URLSearchParams(await context.req.text())))
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    if (isLive) return context.text(error.message, 409)
    const advice = html`<p>${error.message}</p><p><a href="${back}">Back to the deliveries</a></p>`
    return context.html(errorPage(context, 'That did not work', advice), 409)
  }
  return isLive ? context.body(null, 204) : context.redirect(back, 303)
}

function findingIn(form: URLSearchParams): ManualFinding {
  const link = form.get('link')?.trim()
  const isThere = form.get('verdict') === 'there'
  // Any other verdict sends nothing.
  if (!isThere && form.get('verdict') !== 'send') throw new ConfigurationError('Say whether it is there.')
  return {
    delivery: form.get('delivery') ?? '',
    part: form.get('key') ?? '',
    isThere,
    ...(isThere && link && { link }),
  }
}
