import { type Context, Hono } from 'hono'
import type { Verdict, Vitals } from '../observability/health.ts'
import { type Listener, listen } from './listen.ts'
import { guard } from './security.ts'

/** Adds what machines ask: `/healthz`, `/readyz` and `/metrics`. */
export function addVitals(app: Hono, vitals: Vitals): void {
  const say = (context: Context, { isWell, reasons }: Verdict) => {
    return context.json({ status: isWell ? 'ok' : 'unavailable', reasons }, isWell ? 200 : 503)
  }
  app.get('/healthz', (context) => say(context, vitals.live()))
  app.get('/readyz', async (context) => say(context, await vitals.ready()))
  app.get('/metrics', async (context) =>
    context.text(await vitals.metrics(), 200, { 'content-type': vitals.metricsType }),
  )
}

/** Serves them, and nothing else, on an address of their own. */
export async function startVitals(vitals: Vitals, host: string, port: number): Promise<Listener> {
  const app = new Hono()
  app.use(guard(host))
  addVitals(app, vitals)
  app.notFound((context) => context.text('Ask for /healthz, /readyz or /metrics.\n', 404))
  return listen(app, host, port, 'METRICS_PORT')
}
