import type { MiddlewareHandler } from 'hono'

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
  const names = [...loopback, host]
  return async (context, next) => {
    const asked = URL.parse(`http://${context.req.header('host') ?? ''}`)
    if (!asked || !names.includes(asked.hostname)) {
      return context.text(`This page answers to ${loopback.join(', ')} only.\n`, 403)
    }
    if (
      context.req.method !== 'GET' &&
      isForeign(asked.host, context.req.header('origin'), context.req.header('sec-fetch-site'))
    ) {
      return context.text('This form was sent by another site, so it was not read.\n', 403)
    }
    await next()
    context.header('content-security-policy', policy)
    context.header('x-content-type-options', 'nosniff')
    // With no referrer at all, browsers send forms with the origin `null`.
    context.header('referrer-policy', 'same-origin')
  }
}

function isForeign(host: string, origin: string | undefined, site: string | undefined): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return origin !== undefined && URL.parse(origin)?.host !== host
}
