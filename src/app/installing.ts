import type { Environment } from '../config/environment.ts'
import type { Installing } from '../config/installing.ts'
import { minuteMs } from '../domain/duration.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { InstallationStore, WorkspaceLane } from '../domain/installation.ts'
import type { Log } from '../domain/log.ts'
import type { WorkspaceId } from '../domain/workspace-id.ts'
import { languages } from '../i18n/messages.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import type { Installations } from '../installations/installations.ts'
import { systemClock } from '../lib/clock.ts'
import { platforms } from '../platforms/registry.ts'
import type { InstallOptions } from '../web/install/options.ts'
import { installPath, redirectPath } from '../web/install/paths.ts'
import { BackgroundLoop } from './background-loop.ts'

/** Handles the workspaces that install the app, and serves the pages for it. */
export interface InstallingServices {
  readonly installed: Installations
  readonly installUrl: string
  /** Where a workspace installs the app again if its installation did not begin at a link of this bot. */
  installLinkFor(workspace: WorkspaceId): Promise<string | undefined>
  /** From now on, this process renews the tokens of the workspaces whose lanes it owns. */
  renewAsOwner(laneOf: (workspace: WorkspaceId) => WorkspaceLane): void
  /** `onInstalled` is called after each installation. */
  readonly page: (onInstalled: () => void) => InstallOptions
}

interface InstallingContext {
  readonly environment: Pick<Environment, 'installing' | 'keys' | 'apiUrls' | 'databaseUrl'>
  readonly store: InstallationStore
  readonly log: Log
}

/** How often tokens are looked at, in milliseconds. */
const everyMs = minuteMs

/** Undefined where the app cannot be installed with a click: then nothing of it is loaded. The stack ends it. */
export async function openInstalling(
  context: InstallingContext,
  stack: AsyncDisposableStack,
): Promise<InstallingServices | undefined> {
  const opened = await readInstalling(context, stack)
  if (!opened) return undefined
  const keeping = keepUp(opened, context)
  stack.defer(() => void keeping.stop())
  return opened
}

/** The same without the work in the background, for a command. */
export async function readInstalling(
  context: InstallingContext,
  stack: AsyncDisposableStack,
): Promise<InstallingServices | undefined> {
  const { installing } = context.environment
  if (!installing) return undefined
  const stopping = new AbortController()
  stack.defer(() => stopping.abort())
  const opened = await assemble(installing, context, stopping.signal)
  await opened.installed.refreshStates()
  return opened
}

/** Why workspaces that installed the app get nothing although this bot has no credentials of the app. It is logged. */
export async function problemWithoutCredentials({
  environment: { keys = {} },
  store,
  log,
}: InstallingContext): Promise<FailureReason | undefined> {
  const rows = await store.list()
  if (rows.length === 0) return undefined
  const [{ cipherFrom }, { unusableTokens }] = await Promise.all([
    import('../installations/token-cipher.ts'),
    import('../installations/unusable-tokens.ts'),
  ])
  const reason = unusableTokens(rows, { cipher: cipherFrom(keys), hasClient: false })
  if (reason) log.error({ reason: reason.text }, 'nothing is posted to workspaces that installed the app')
  return reason
}

async function assemble(
  { clientId, clientSecret, publicUrl, key }: Installing,
  { environment, store, log }: InstallingContext,
  signal: AbortSignal,
): Promise<InstallingServices> {
  const [{ Installations }, { InstallLinks }, { deriveKey, parseEncryptionKey, TokenCipher }] = await Promise.all([
    import('../installations/installations.ts'),
    import('../installations/install-links.ts'),
    import('../installations/token-cipher.ts'),
  ])
  const platform = platforms.find(({ load }) => load.installer)
  if (!platform?.load.installer) throw new TypeError('no platform can be installed with a click')
  const createInstaller = await platform.load.installer()
  const client = createInstaller({ clientId, clientSecret, apiUrl: environment.apiUrls[platform.name] ?? '' }, log)
  const current = parseEncryptionKey(key, 'MORNING_POST_KEY')
  const old = environment.keys?.old
  const cipher = new TokenCipher(current, old ? [parseEncryptionKey(old, 'MORNING_POST_KEY_OLD')] : [])
  const title = platformTitle(platform.name)
  // No machine renews tokens before the machines have agreed which one does.
  const unownedLane: WorkspaceLane = { isOwn: false, fence: unowned, send: unowned }
  let laneOf = environment.databaseUrl === undefined ? undefined : (_: WorkspaceId) => unownedLane
  const installed = new Installations({
    store,
    cipher,
    client,
    title,
    clock: systemClock,
    log,
    signal,
    ...(laneOf && { laneOf: (workspace) => laneOf?.(workspace) ?? unownedLane }),
  })
  const links = new InstallLinks({ key: deriveKey(current, 'install links'), store, now: systemClock.now })
  const redirectUrl = `${publicUrl}${redirectPath}`
  const installUrl = `${publicUrl}${installPath}`
  return {
    installed,
    installUrl,
    installLinkFor: async (workspace) => {
      const installation = await installed.get(workspace)
      return installation && !installation.isLinked ? installUrl : undefined
    },
    renewAsOwner: (given) => {
      laneOf = given
    },
    page: (onInstalled) => ({
      title,
      publicHost: new URL(publicUrl).hostname,
      authorizeUrl: () => client.authorizeUrl(links.create(), redirectUrl),
      useState: (state) => links.use(state),
      install: async (code, isOurs) => {
        const installation = await installed.install(code, isOurs ? redirectUrl : undefined)
        onInstalled()
        return installation
      },
      nextStep: (installation) => client.nextStep(installation),
    }),
  }
}

function unowned(): never {
  throw new TypeError('this process owns no lanes yet')
}

function keepUp({ installed, installUrl }: InstallingServices, { log }: InstallingContext): BackgroundLoop {
  const words = Object.values(languages).map(({ installations }) => installations.noLongerInstalled(installUrl))
  return new BackgroundLoop({
    work: async () => {
      await installed.renewDue()
      await installed.notifyInstallers(words.join('\n'))
      await installed.refreshStates()
    },
    pauseMs: everyMs,
    log,
    failure: 'the tokens of workspaces were not renewed',
  })
}
