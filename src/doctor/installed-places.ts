import type { Environment } from '../config/environment.ts'
import type { Config } from '../config/load.ts'
import type { Destination } from '../domain/destination.ts'
import { ExpectedError, TokenRefused } from '../domain/errors.ts'
import type { InstallationStore } from '../domain/installation.ts'
import type { Log } from '../domain/log.ts'
import type { Finding, Verdict } from '../domain/verdict.ts'
import type { WorkspaceId } from '../domain/workspace-id.ts'
import { failureReason } from '../i18n/failures.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { wrong, wrongFromError } from '../i18n/verdicts.ts'
import { platformNamed } from '../platforms/registry.ts'
import { databaseIn, hasDatabase } from '../storage/open-database.ts'
import { finding, type HasPostedIn, usesOwnToken } from './platforms.ts'

/** The dependencies of using the token of a workspace. */
export type TokenEnvironment = Pick<Environment, 'keys' | 'apiUrls' | 'credentials'> &
  Partial<Pick<Environment, 'installing'>>

type Given = TokenEnvironment & Pick<Environment, 'dataFolder' | 'databaseUrl'>

/** The channels of destinations in workspaces that installed the app, each with the token of its workspace. */
export async function checkInstalledPlaces(
  environment: Given,
  config: Config | undefined,
  log: Log,
  hasPostedIn: HasPostedIn,
): Promise<readonly Finding[]> {
  const destinations = (config?.destinations ?? []).filter((each) => !usesOwnToken(each))
  if (destinations.length === 0) return []
  await using stack = new AsyncDisposableStack()
  const installations = await openInstallations(environment, stack)
  return await Promise.all(
    destinations.map((each) =>
      finding('channel', each.name, platformTitle(each.platform), () =>
        checkInstalledPlace(each, environment, installations, log, hasPostedIn),
      ),
    ),
  )
}

/** Whether the bot can post to a destination with the token of its workspace, or why it has none. */
export async function checkInstalledPlace(
  destination: Destination,
  environment: TokenEnvironment,
  installations: Pick<InstallationStore, 'get'> | undefined,
  log: Log,
  hasPostedIn: HasPostedIn,
): Promise<Verdict> {
  const token = await tokenFor(destination.workspace as WorkspaceId, destination, environment, installations)
  return typeof token === 'string' ? checkChannel(destination, token, environment, log, hasPostedIn) : token
}

/** Why the bot has no token for a destination in a workspace that installs the app. The platform is not asked. */
export async function lackOfToken(
  destination: Destination,
  environment: TokenEnvironment,
  installations: Pick<InstallationStore, 'get'>,
): Promise<Verdict | undefined> {
  if (usesOwnToken(destination)) return undefined
  const workspace = destination.workspace as WorkspaceId
  const token = await tokenFor(workspace, destination, environment, installations).catch(wrongFromError)
  return typeof token === 'string' || token.ok ? undefined : token
}

/** Undefined without a database; one that cannot be opened is a finding of its own. */
async function openInstallations(
  environment: Given,
  stack: AsyncDisposableStack,
): Promise<Pick<InstallationStore, 'get'> | undefined> {
  if (!hasDatabase(environment)) return undefined
  try {
    const store = await databaseIn(environment).open()
    stack.defer(() => store.close())
    return store.installations
  } catch (error) {
    if (error instanceof ExpectedError) return undefined
    throw error
  }
}

/** The bot token of the workspace, or why there is none. It is not renewed here: a refresh token is good for one use. */
async function tokenFor(
  workspace: WorkspaceId,
  { platform }: Destination,
  { keys, credentials, installing }: TokenEnvironment,
  installations: Pick<InstallationStore, 'get'> | undefined,
): Promise<string | Verdict> {
  const row = await installations?.get(workspace)
  const own = credentials[platform]?.botToken
  // The workspace may be the default one, written out.
  if (!row && own) return own
  const link = installing ? `${installing.publicUrl}/slack/install` : ''
  if (!row) return wrong('not-installed', workspace, link)
  if (row.state !== 'active' || !row.tokens)
    return wrong(row.state === 'uninstalled' ? 'uninstalled' : 'needs-reinstall', workspace, link)
  const { cipherFrom } = await import('../installations/token-cipher.ts')
  const cipher = cipherFrom(keys ?? {})
  if (!cipher) throw new TokenRefused(failureReason('no-key', '1'))
  const { bot } = cipher.decrypt(workspace, row.tokens)
  if (!installing) throw new TokenRefused(failureReason('no-client', '1'))
  // The bot renews it only if it can read it.
  if ((row.expiresAt ?? Number.POSITIVE_INFINITY) <= Date.now()) return wrong('expired-token', workspace)
  return bot
}

async function checkChannel(
  destination: Destination,
  botToken: string,
  { apiUrls }: TokenEnvironment,
  log: Log,
  hasPostedIn: HasPostedIn,
): Promise<Verdict> {
  const { platform, channel } = destination
  const create = await platformNamed(platform).load.workspaceClient()
  const client = create({ botToken, apiUrl: apiUrls[platform] ?? '' }, { log })
  try {
    const hasPosted = await hasPostedIn(platform, channel)
    return await client.inspector.checkChannel(channel, { ...destination, hasPosted })
  } finally {
    client.close()
  }
}
