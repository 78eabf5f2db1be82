import { isIP } from 'node:net'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { isLoopback, loopbackNames } from '../config/page-host.ts'
import { installPath, redirectPath } from './install/paths.ts'
import { clientReader, type PageClient, type ReadClient } from './login/client.ts'

/** Nothing is loaded from elsewhere, nothing inline runs or styles, no other page frames it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  // With no referrer at all, browsers send forms with the origin `null`.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * Keeps other web sites out. Any page a reader visits can send requests to this machine, and a name of its own can be
 * made to mean 127.0.0.1: so the page answers to loopback names (and the configured host), answers no other
 * site's scripts, images or frames, and takes forms from itself only.
 */
export function requireSameOrigin(
  host: string,
  readClient: ReadClient = clientReader([]),
  publicHost?: string,
): MiddlewareHandler {
  const names = hostsOf(host)
  return async (context, next) => {
    const isOurs = (name: string) => names(name) || (name === publicHost && isPublicPath(context.req.path))
    const refusal = refusalOf(context, isOurs, readClient(context), answersTo(host))
    if (refusal) context.res = context.text(`${refusal}\n`, 403)
    else await next()
    for (const [name, value] of Object.entries(headers)) context.header(name, value)
    // Responses with an entity tag are the same in every Morning Post; all others concern only the current reader.
    if (!context.res.headers.has('etag')) context.header('cache-control', 'no-store')
  }
}

function refusalOf(
  context: Context,
  isOurs: (name: string) => boolean,
  client: PageClient,
  ownNames: string,
): string | undefined {
  const { method, url } = context.req
  const named = hostIn(context.req.header('host') ?? '')
  // A trusted proxy decides which host names it accepts.
  const asked = client.isForwarded ? hostIn(client.host, client.isSecure) : named
  // A request may name the host a second time, in its first line.
  if (!asked || !(client.isForwarded || isOurs(asked.hostname)) || URL.parse(url)?.host !== named?.host) {
    return ownNames
  }
  const origin = context.req.header('origin')
  if (origin !== undefined && URL.parse(origin)?.host !== asked.host) return foreign
  const site = context.req.header('sec-fetch-site')
  const isOwn = site === 'same-origin' || site === 'none'
  if (method === 'GET' || method === 'HEAD')
    return site === undefined || isOwn || isVisit(context) ? undefined : foreign
  // Every browser says where a form comes from, in the one header or the other.
  return isOwn || (site === undefined && origin !== undefined) ? undefined : foreign
}

/** Paths that are public: the installation of the app, and the assets of these pages. */
function isPublicPath(path: string): boolean {
  return path === installPath || path === redirectPath || path.startsWith('/assets/')
}

const foreign = 'Another site sent this, so it was not read.'

/** Whether the request follows a link to the page from another site. */
function isVisit(context: Context): boolean {
  return context.req.header('sec-fetch-mode') === 'navigate' && context.req.header('sec-fetch-dest') === 'document'
}

/** With the protocol, because an origin leaves out its default port. */
function hostIn(text: string, isSecure = false): URL | null {
  return /^[\w.:[\]-]+$/.test(text) ? URL.parse(`${isSecure ? 'https' : 'http'}://${text}`) : null
}

/**
 * Names that no web site can have: of one word, as in a local network or of a container, or under a domain that is kept
 * for such use: `.local` (RFC 6762), `.internal` (ICANN, 2024), and `.svc` of Kubernetes, which is no public domain.
 */
const isLocalName = (name: string) => /^(?:[\w-]+|.+\.(?:local|internal|svc))$/.test(name)

const isEverywhere = (host: string) => host === '0.0.0.0' || host === '::'

/** The names by which a request may call the host. */
function hostsOf(host: string): (name: string) => boolean {
  const names = [...loopbackNames, host, `[${host}]`]
  // Where every address of the machine is listened on, any of them will do: only a public name can be made to mean another.
  const everywhere = isEverywhere(host)
  return (name) => names.includes(name) || (everywhere && (isIP(name.replace(/^\[|\]$/g, '')) > 0 || isLocalName(name)))
}

/** The answer to a request for another host name. */
function answersTo(host: string): string {
  if (isLoopback(host)) return `This page answers to ${loopbackNames.join(', ')} only.`
  const others = isEverywhere(host) ? 'IP addresses and local names' : host
  return `This page answers to localhost, ${others} only. docs/operators.md says how it answers to another name.`
}

/** Answers 405 to the other methods of every known path. Call it after all other routes are added. */
export function refuseOtherMethods(app: Hono): void {
  const routes = Map.groupBy(
    app.routes.filter(({ method }) => method !== 'ALL'),
    ({ path }) => path,
  )
  for (const [path, taken] of routes) {
    const methods = [...new Set(taken.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
    const allow = methods.join(', ')
    app.all(path, (context) => context.text(`This address takes ${allow} only.\n`, 405, { allow }))
  }
}
