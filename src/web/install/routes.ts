import type { Context, Hono, MiddlewareHandler } from 'hono'
import { minuteMs } from '../../domain/duration.ts'
import { Ambiguous, CodeUsed, ExpectedError, LedgerUnusable, TokenRefused } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { steadyClock } from '../../lib/clock.ts'
import { Attempts } from '../login/attempts.ts'
import type { ReadClient } from '../login/client.ts'
import type { InstallOptions } from './options.ts'
import { installedPage, notInstalledPage, usedLinkPage } from './page.ts'
import { installPath, redirectPath } from './paths.ts'

interface InstallAccess {
  readonly readClient: ReadClient
  readonly log?: Log | undefined
}

/** Advice about an invalid state. */
const stateAdvice = {
  wrong: 'This link was not made by this bot, or it was changed. Begin again here.',
  expired: 'It took longer than a quarter of an hour. Begin again here.',
}

/**
 * Ten are more than a person needs in a minute. All together are no more than Slack allows a minute for
 * `oauth.v2.access` (tier 4). https://docs.slack.dev/apis/web-api/rate-limits
 */
const limits = { windowMs: minuteMs, perAddressMax: 10, allMax: 100 }

/** Adds the link that installs the app, and the address that the platform sends the person back to. */
export function addInstall(app: Hono, options: InstallOptions, { readClient, log }: InstallAccess): void {
  app.get(installPath, (context) => context.redirect(options.authorizeUrl(), 302))
  app.get(redirectPath, limitAttempts(readClient, log), (context) => finish(context, options, log))
}

/**
 * A request may ask the platform, store a row and write a line of the log. Requests above the rate limit do none of
 * these.
 */
function limitAttempts(readClient: ReadClient, log: Log | undefined): MiddlewareHandler {
  const attempts = new Attempts(limits)
  let loggedAt = Number.NEGATIVE_INFINITY
  return async (context, next) => {
    const now = steadyClock.now()
    const { address } = readClient(context)
    const waitMs = attempts.begin(address, now)
    if (waitMs === 0) return await next()
    if (now - loggedAt >= limits.windowMs) {
      loggedAt = now
      log?.warn({ path: context.req.path, reason: address }, 'too many installations are tried; the rest is refused')
    }
    const advice = 'Too many installations were tried just now. Wait a minute, and begin again here.'
    return context.html(notInstalledPage(context, advice), 429, { 'retry-after': String(Math.ceil(waitMs / 1_000)) })
  }
}

async function finish(context: Context, options: InstallOptions, log: Log | undefined): Promise<Response> {
  const refuse = (status: 400 | 503, advice: string, reason = advice) => {
    log?.warn({ path: context.req.path, reason }, 'the app was not installed')
    return context.html(notInstalledPage(context, advice), status)
  }
  const refuseUsed = () => {
    log?.warn({ path: context.req.path, reason: 'the link was used before' }, 'the app was not installed')
    return context.html(usedLinkPage(context, options.title), 400)
  }
  try {
    const { state = '', code = '', error = '' } = context.req.query()
    // A person who installs the app from the platform's own pages has no state of ours.
    const verdict = state === '' ? undefined : await options.useState(state)
    if (verdict === 'used') return refuseUsed()
    if (verdict !== undefined && verdict !== 'valid') return refuse(400, stateAdvice[verdict])
    if (error === 'access_denied')
      return refuse(400, 'You did not allow it. Nothing was changed; you can begin again here.')
    if (error !== '')
      return refuse(400, `${options.title} stopped the installation (${error.slice(0, 100)}). Begin again here.`)
    if (code === '') return refuse(400, `${options.title} sent no code. Begin again here.`)
    const installation = await options.install(code, verdict === 'valid')
    return context.html(installedPage(context, installation, options.nextStep(installation), options.title))
  } catch (problem) {
    if (!(problem instanceof ExpectedError)) throw problem
    if (problem instanceof CodeUsed) return refuseUsed()
    const status = problem instanceof TokenRefused ? 400 : 503
    return refuse(status, adviceOn(problem, options.title), problem.message)
  }
}

/** The part of an error that strangers may see. The log has the rest. */
function adviceOn(problem: ExpectedError, title: string): string {
  if (problem instanceof Ambiguous)
    return `${title} did not confirm it (${problem.what}). Begin again here: installing twice does no harm.`
  if (problem instanceof LedgerUnusable)
    return 'Morning Post cannot store it just now. Begin again here in a few minutes: installing twice does no harm.'
  return problem.message
}
