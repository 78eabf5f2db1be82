import { isIP } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'

/** Nothing is loaded from elsewhere, nothing inline runs, nobody frames the page. */
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

const loopback = ['localhost', '127.0.0.1', '[::1]']

/**
 * Keeps other web sites out. Any page a reader visits can send requests to this machine, and a name of its own can be
 * made to mean 127.0.0.1: so the page answers to loopback names (and the host it was told to use), and takes forms from itself only.
 */
export function guard(host: string): MiddlewareHandler {
  const isOurs = hostsOf(host)
  return async (context, next) => {
    const asked = askedFor(context)
    if (!asked || !isOurs(asked.hostname)) {
      return context.text(`This page answers to ${loopback.join(', ')} only.\n`, 403)
    }
    if (context.req.method !== 'GET' && isForeign(context)) {
      return context.text('This form was sent by another site, so it was not read.\n', 403)
    }
    await next()
    context.header('content-security-policy', policy)
    context.header('x-content-type-options', 'nosniff')
    // With no referrer at all, browsers send forms with the origin `null`.
    context.header('referrer-policy', 'same-origin')
  }
}

/** Whether another site's page sent the request. */
export function isForeign(context: Context): boolean {
  const [origin, site] = [context.req.header('origin'), context.req.header('sec-fetch-site')]
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return origin !== undefined && URL.parse(origin)?.host !== askedFor(context)?.host
}

function askedFor(context: Context): URL | null {
  return URL.parse(`http://${context.req.header('host') ?? ''}`)
}

/** The names by which a request may call the host. */
function hostsOf(host: string): (name: string) => boolean {
  const names = [...loopback, host, `[${host}]`]
  // Where every address of the machine is listened on, any of them will do: only a name can be made to mean another.
  const everywhere = host === '0.0.0.0' || host === '::'
  return (name) => names.includes(name) || (everywhere && isIP(name.replace(/^\[|\]$/g, '')) > 0)
}
