import { type Context, Hono } from 'hono'
import type { HealthChecks, HealthStatus } from '../observability/health.ts'
import { type Listener, listen } from './listen.ts'
import { requireSameOrigin } from './security.ts'

/** Adds the routes for monitoring: `/healthz`, `/readyz` and `/metrics`. */
export function addHealthRoutes(app: Hono, checks: HealthChecks): void {
  const say = (context: Context, { ok, reasons }: HealthStatus) => {
    return context.json({ status: ok ? 'ok' : 'unavailable', reasons }, ok ? 200 : 503)
  }
  app.get('/healthz', (context) => say(context, checks.live()))
  app.get('/readyz', async (context) => say(context, await checks.ready()))
  app.get('/metrics', async (context) =>
    context.text(await checks.metrics(), 200, { 'content-type': checks.metricsType }),
  )
}

/** Serves only these routes, on an address of their own. */
export async function startHealthServer(checks: HealthChecks, host: string, port: number): Promise<Listener> {
  const app = new Hono()
  app.use(requireSameOrigin(host))
  addHealthRoutes(app, checks)
  app.notFound((context) => context.text('Ask for /healthz, /readyz or /metrics.\n', 404))
  return listen(async () => app, host, port, { host: 'METRICS_HOST', port: 'METRICS_PORT' })
}
