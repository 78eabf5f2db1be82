import type { Context, Hono, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import type { Log } from '../../domain/log.ts'
import { steadyClock } from '../../lib/clock.ts'
import { installPath, redirectPath } from '../install/paths.ts'
import { Attempts } from './attempts.ts'
import type { ReadClient } from './client.ts'
import { loginPage } from './page.ts'
import { Password } from './password.ts'
import { newId, Sessions } from './sessions.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Only where the page has a password. */
    visitor: 'logged-in' | 'stranger' | undefined
  }
}

/** Paths that need no login. */
const isPublic = (path: string) =>
  ['/login', '/theme', '/healthz', installPath, redirectPath].includes(path) || path.startsWith('/assets/')

/** Programs ask for these paths, and they cannot fill in a form. */
const isForMachines = (path: string) => /\/(?:events|feed\.xml|feed\.json)$|^\/(?:readyz|metrics)$/.test(path)

/** The field of every form that changes something, against cross-site request forgery (CSRF). */
const tokenField = 'form-token'

/** Every value in the page's markup is escaped, so a tag ends at the first angle bracket. */
const postForms = /<form\b[^>]*\bmethod="post"[^>]*>/g

interface LoginOptions {
  readonly password: string
  readonly readClient: ReadClient
  readonly log?: Log | undefined
  /** Whether a request may be answered without a login. */
  readonly isInvited?: (context: Context) => boolean
  /** A monotonic clock, in milliseconds. */
  readonly now?: () => number
}

/** Asks for the password before anything else is shown, and keeps forms of other sites out. */
export class LoginGuard {
  readonly #options: LoginOptions
  readonly #now: () => number
  readonly #password: Password
  readonly #sessions = new Sessions()
  readonly #attempts = new Attempts()

  constructor(options: LoginOptions) {
    this.#options = options
    this.#now = options.now ?? steadyClock.now
    this.#password = new Password(options.password)
  }

  /** Must come before all routes that it guards. */
  requireLogin(): MiddlewareHandler {
    return async (context, next) => {
      const { method, path } = context.req
      const cookie = this.#cookie(context)
      const known = getCookie(context, cookie.name)
      const id = known ?? newId()
      const isLoggedIn = known !== undefined && this.#sessions.use(known, this.#now())
      context.set('visitor', isLoggedIn ? 'logged-in' : 'stranger')
      if (method !== 'GET' && method !== 'HEAD' && !(await this.#hasFormToken(context, id))) {
        return context.text('This page is out of date: load it again.\n', 403)
      }
      const isInvited = isPublic(path) || this.#options.isInvited?.(context)
      if (!isLoggedIn && !isInvited) return this.#sendAway(context)
      await next()
      if (!context.res.headers.get('content-type')?.startsWith('text/html')) return
      if (known === undefined) setCookie(context, cookie.name, id, cookie.options)
      context.res = await withCsrfToken(context.res, this.#sessions.formToken(id))
    }
  }

  addRoutes(app: Hono): void {
    app.get('/login', (context) => {
      if (context.get('visitor') === 'logged-in') return context.redirect(targetOf(context), 303)
      return context.html(loginPage(context, targetOf(context)))
    })
    app.post('/login', (context) => this.#logIn(context))
    app.post('/logout', (context) => {
      const { name, options } = this.#cookie(context)
      this.#sessions.end(getCookie(context, name) ?? '')
      setCookie(context, name, newId(), options)
      return context.redirect('/login', 303)
    })
  }

  async #logIn(context: Context): Promise<Response> {
    const { readClient, log } = this.#options
    const { address } = readClient(context)
    const given = new URLSearchParams(await context.req.text()).get('password') ?? ''
    const target = targetOf(context)
    const waitMs = this.#attempts.begin(address, this.#now())
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1_000)
      const advice = `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`
      return context.html(loginPage(context, target, advice), 429, { 'retry-after': String(seconds) })
    }
    if (!(await this.#password.matches(given))) {
      log?.warn({ reason: address }, 'a wrong password was given for the page')
      return context.html(loginPage(context, target, 'That is not the password.'), 401)
    }
    this.#attempts.succeed(address)
    const { name, options } = this.#cookie(context)
    this.#sessions.end(getCookie(context, name) ?? '')
    setCookie(context, name, this.#sessions.start(this.#now()), options)
    return context.redirect(target, 303)
  }

  async #hasFormToken(context: Context, id: string): Promise<boolean> {
    const inHeader = context.req.header('x-form-token')
    const token = inHeader ?? new URLSearchParams(await context.req.text()).get(tokenField) ?? ''
    return this.#sessions.isFormToken(token, id)
  }

  #sendAway(context: Context): Response {
    const { method, path } = context.req
    if ((method !== 'GET' && method !== 'HEAD') || isForMachines(path))
      return context.text('Log in first, at /login.\n', 401)
    const { search } = new URL(context.req.url)
    return context.redirect(path === '/' ? '/login' : `/login?to=${encodeURIComponent(path + search)}`, 303)
  }

  #cookie(context: Context): { readonly name: string; readonly options: CookieOptions } {
    const { isSecure } = this.#options.readClient(context)
    // Browsers take a name with __Host- over HTTPS only, and not from a neighbouring name.
    const name = isSecure ? '__Host-session' : 'session'
    return { name, options: { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure } }
  }
}

/** Where to go after the login: a path on this server. */
function targetOf(context: Context): string {
  const target = URL.parse(context.req.query('to') ?? '/', 'http://page.invalid')
  return target?.host === 'page.invalid' && !target.pathname.startsWith('//')
    ? `${target.pathname}${target.search}`
    : '/'
}

/** Puts the token into each form of a page, and where its scripts find it. */
async function withCsrfToken(response: Response, token: string): Promise<Response> {
  const field = `<input type="hidden" name="${tokenField}" value="${token}" />`
  const markup = (await response.text())
    .replace('</head>', () => `<meta name="${tokenField}" content="${token}" /></head>`)
    .replaceAll(postForms, (tag) => tag + field)
  return new Response(markup, response)
}
