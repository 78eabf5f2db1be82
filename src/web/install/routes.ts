import type { Context, Hono } from 'hono'
import { ExpectedError, TokenRefused } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { InstallOptions } from './options.ts'
import { installedPage, notInstalledPage } from './page.ts'
import { installPath, redirectPath } from './paths.ts'

/** What a person does about a state that is not valid. */
const stateAdvice = {
  wrong: 'The address was not made by this bot, or was changed on the way. Begin again here.',
  expired: 'It took longer than a quarter of an hour. Begin again here.',
  used: 'This link was used before: each is good for one installation. Begin again here.',
}

/** Adds the link that installs the app, and the address that the platform sends the person back to. */
export function addInstall(app: Hono, options: InstallOptions, log: Log | undefined): void {
  app.get(installPath, (context) => context.redirect(options.authorizeUrl(), 302))
  app.get(redirectPath, (context) => finish(context, options, log))
}

async function finish(context: Context, options: InstallOptions, log: Log | undefined): Promise<Response> {
  const { state = '', code = '', error = '' } = context.req.query()
  const refuse = (status: 400 | 503, reason: string) => {
    log?.warn({ path: context.req.path, reason }, 'the app was not installed')
    return context.html(notInstalledPage(context, reason), status)
  }
  // A person who installs the app from the platform's own pages has no state of ours.
  const verdict = state === '' ? undefined : await options.useState(state)
  if (verdict !== undefined && verdict !== 'valid') return refuse(400, stateAdvice[verdict])
  if (error === 'access_denied') {
    return refuse(400, 'You did not allow it. Nothing was changed; you can begin again here.')
  }
  if (error !== '')
    return refuse(400, `${options.title} stopped the installation (${error.slice(0, 100)}). Begin again here.`)
  if (code === '') return refuse(400, `${options.title} sent no code. Begin again here.`)
  try {
    const installation = await options.install(code, verdict === 'valid')
    return context.html(installedPage(context, installation, options.nextStep(installation), options.title))
  } catch (problem) {
    if (!(problem instanceof ExpectedError)) throw problem
    return refuse(problem instanceof TokenRefused ? 400 : 503, problem.message)
  }
}
