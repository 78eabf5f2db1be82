import type { AllMiddlewareArgs, AnyMiddlewareArgs, App } from '@slack/bolt'
import { z } from 'zod'
import { errorFields, LedgerUnusable } from '../../domain/errors.ts'
import type { InstalledWorkspaces } from '../../domain/installation.ts'
import type { Log } from '../../domain/log.ts'
import type { WorkspaceId } from '../../domain/workspace-id.ts'
import { languages } from '../../i18n/messages.ts'
import { type Dispatch, installationOf, type WorkspaceContext } from './dispatch.ts'
import { eventOf, uninstallEvents } from './duplicate-requests.ts'
import { readWorkspace } from './payload-origin.ts'

export interface UninstalledContext {
  readonly log: Log
  readonly dispatch: Dispatch
  readonly installed?: InstalledWorkspaces | undefined
  /** Where the app is installed with a click. */
  readonly installUrl?: string | undefined
}

interface RejectionContext extends UninstalledContext {
  /** Whether this process answers the interaction. */
  readonly mayRespond: (body: object) => Promise<boolean>
}

type Interaction = AnyMiddlewareArgs & AllMiddlewareArgs

/**
 * Finds the workspace of each payload. What comes from a workspace where the app is not installed is answered with how to
 * install it, and goes no further: readers there have no right to these digests.
 */
export function rejectUninstalled(app: App, found: WeakMap<object, WorkspaceContext>, context: RejectionContext): void {
  const { dispatch, log } = context
  app.use(async (args) => {
    if (uninstallEvents.has(eventOf(args.body))) return args.next()
    const origin = readWorkspace(args.body)
    const workspace = await dispatch(origin).catch((error: unknown) => unknownWorkspace(error, args, context))
    if (workspace === 'unknown') return
    if (workspace) {
      found.set(args.body, workspace)
      return args.next()
    }
    const reason = `it is from ${origin.team ?? origin.enterprise}`
    log.warn({ platform: 'slack', reason }, 'an interaction from another workspace was dropped')
    if (await context.mayRespond(args.body)) await explain(args, context)
  })
}

/** The workspace of a reader is in the database; while it cannot be used, the reader is asked to try again. */
async function unknownWorkspace(error: unknown, args: Interaction, context: RejectionContext): Promise<'unknown'> {
  if (!(error instanceof LedgerUnusable)) throw error
  context.log.warn({ platform: 'slack', ...errorFields(error) }, 'a request could not be answered')
  const text = Object.values(languages).map(({ fallback }) => fallback.failed)
  if (await context.mayRespond(args.body)) await tell(args, text, context)
  return 'unknown'
}

async function explain(args: Interaction, context: UninstalledContext): Promise<void> {
  const { installUrl, installed } = context
  const installation = await installationOf(readWorkspace(args.body), installed)
  const kind = installation ? 'noLongerInstalled' : 'notInstalled'
  const text = Object.values(languages).map(({ installations }) => installations[kind](installUrl))
  await tell(args, text, context)
}

/** Tells the reader privately, where Slack lets an app answer without a token. */
async function tell(
  args: Interaction,
  text: readonly string[],
  { log }: Pick<UninstalledContext, 'log'>,
): Promise<void> {
  if (!('respond' in args) || typeof args.respond !== 'function' || !('response_url' in args.body)) return
  try {
    await args.respond({ response_type: 'ephemeral', replace_original: false, text: text.join('\n') })
  } catch (error) {
    log.debug({ platform: 'slack', ...errorFields(error) }, 'a reader of another workspace could not be answered')
  }
}

const ending = z.object({
  team_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  /** Seconds. */
  event_time: z.number(),
  event: z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }).optional() }),
})

/**
 * Reports workspaces that removed the app or revoked its tokens. The events of an organization name it, and those of a
 * team the team: https://docs.slack.dev/reference/events/app_uninstalled
 */
export function listenForUninstalls(app: App, { installed, log }: UninstalledContext): void {
  const note = async (body: unknown) => {
    const { team_id: team, enterprise_id: enterprise, event_time: at, event } = ending.parse(body)
    for (const id of [team, enterprise]) {
      if (!id || !installed) continue
      const workspace: WorkspaceId = `slack:${id}`
      const users = event.tokens?.bot
      log.info(
        { workspace, reason: users ? 'tokens_revoked' : 'app_uninstalled' },
        'a workspace may have removed the app',
      )
      await installed.noteEnding({ workspace, at: at * 1_000, ...(users && { users }) })
    }
  }
  app.event('app_uninstalled', ({ body }) => note(body))
  app.event('tokens_revoked', ({ body }) => note(body))
}
