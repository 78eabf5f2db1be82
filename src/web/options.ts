import type { Hono } from 'hono'
import type { Log } from '../domain/log.ts'
import type { HealthChecks } from '../observability/health.ts'
import type { ReviewWorkflow } from '../review/decisions.ts'
import type { DigestApiOptions } from './api/routes.ts'
import type { DashboardData } from './deliveries/options.ts'
import type { FeedOptions } from './feeds/routes.ts'
import type { InstallOptions } from './install/options.ts'
import type { PreviewOptions } from './preview/routes.ts'
import type { CandidateEditor } from './tomorrow/options.ts'

/** The result of mounting the routes of simulated channels. */
export interface MountedRoutes {
  /** The path on this server that shows what a platform's link leads to. */
  localPath(url: string): string | undefined
  /** Ends open streams of events. */
  close(): void
}

export interface WebServerOptions extends PreviewOptions {
  /** 0 lets the system choose. */
  readonly port: number
  /** The name or address to listen on; the loopback address by default. */
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
  readonly candidates?: CandidateEditor
  /** Adds `/review`. */
  readonly review?: ReviewWorkflow
  /** Adds a feed for each publication. */
  readonly feeds?: FeedOptions
  /** Lets workspaces install the app with a click. */
  readonly install?: InstallOptions
  readonly dashboard: DashboardData
  /** Adds `/healthz`, `/readyz` and `/metrics`. */
  readonly health?: HealthChecks
  /** Gets the errors that are bugs of the page. */
  readonly log?: Log
}
