import { tokenNames } from '../config/credentials.ts'
import type { Environment } from '../config/environment.ts'
import type { Config } from '../config/load.ts'
import { readPaste } from '../config/read-paste.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { minuteMs } from '../domain/duration.ts'
import { PlatformBusy } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { ChannelUse, Finding, Verdict } from '../domain/verdict.ts'
import type { WorkspaceClient } from '../domain/workspace.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { fine, wrong, wrongFromError, wrongInWords } from '../i18n/verdicts.ts'
import { systemClock, withTimeout } from '../lib/clock.ts'
import { commandLine } from '../lib/command-line.ts'
import { retry } from '../lib/retry.ts'
import type { PlatformDefinition } from '../platforms/definition.ts'
import { platforms } from '../platforms/registry.ts'

/** How long one check of a platform may take, in milliseconds. */
const timeoutMs = 10_000

/**
 * How long a pause may be that a platform asks for, in milliseconds. Slack allows `apps.connections.open`, which checks the
 * app-level token, once a minute (tier 1). https://docs.slack.dev/apis/web-api/rate-limits
 */
const pauseMaxMs = minuteMs + 5_000

/** The clock of this machine is wrong if it differs from a platform's by more than this, in milliseconds. */
const toleranceMs = 30_000

/** The checks of one token. */
interface Inspected {
  readonly places: readonly Place[]
  readonly hasPostedIn: HasPostedIn
  readonly config: Config | undefined
}

interface Place {
  readonly name: string
  readonly platform: PlatformName
  readonly channel: string
  readonly use: ChannelUse
}

/** The tokens, permissions, channels and clocks of all platforms, side by side: none waits for another. */
export async function checkPlatforms(
  { credentials }: Environment,
  config: Config | undefined,
  log: Log,
  hasPostedIn: HasPostedIn,
): Promise<readonly Finding[]> {
  const places = config ? placesIn(config) : []
  if (Object.keys(credentials).length === 0) {
    const subject = platforms.map(({ name }) => platformTitle(name)).join(', ')
    return [{ check: 'token', subject, ...wrong('no-tokens', commandLine('init')) }]
  }
  const found = await Promise.all(
    platforms.map(async (platform) => {
      const own = places.filter((place) => place.platform === platform.name)
      const given = credentials[platform.name]
      if (!given) return own.map(withoutToken)
      const create = await platform.load.workspaceClient()
      const client = create(given, { log })
      try {
        return await inspect(platform, given, client, { places: own, hasPostedIn, config })
      } finally {
        client.close()
      }
    }),
  )
  return found.flat()
}

async function inspect(
  { name }: PlatformDefinition,
  credentials: Readonly<Record<string, string>>,
  client: WorkspaceClient,
  { places, hasPostedIn, config }: Inspected,
): Promise<readonly Finding[]> {
  const title = platformTitle(name)
  const tokens = tokenNames
    .filter(({ platform, key }) => platform === name && credentials[key])
    .map(({ variable, key }) =>
      finding('token', variable, title, () => checkToken(variable, credentials[key] ?? '', key, client)),
    )
  // The workspaces that installed the app have tokens of their own.
  if (servesOnlyInstalled(name, credentials)) return Promise.all(tokens)
  // The other checks use the same token, and would fail for the same reason.
  if ((await tokens[0])?.ok === false) return Promise.all(tokens)
  const others = [
    finding('permissions', title, title, () => client.inspector.checkPermissions()),
    finding('clock', title, title, () => checkClock(title, client)),
    ...places.map((place) =>
      finding('channel', place.name, title, async () => {
        const hasPosted = await hasPostedIn(place.platform, place.channel)
        return client.inspector.checkChannel(place.channel, { ...place.use, hasPosted })
      }),
    ),
  ]
  return [...(await Promise.all([...tokens, ...others])), ...(await inspectGroups(name, client, config))]
}

/** The groups that review drafts. */
function inspectGroups(
  name: PlatformName,
  { inspector }: WorkspaceClient,
  config: Config | undefined,
): Promise<readonly Finding[]> {
  const choices = [...(config?.reviewChoices ?? [])]
  const findings = choices.flatMap(([publication, choice]) =>
    choice === 'off' || choice.platform !== name
      ? []
      : choice.roles.map((group) =>
          finding('reviewers', publication, platformTitle(name), async () =>
            inspector.checkGroup ? inspector.checkGroup(group) : fine('role', group),
          ),
        ),
  )
  return Promise.all(findings)
}

/** Whether the bot has no workspace of its own, but only those that install the app. */
export function servesOnlyInstalled(name: PlatformName, credentials: Readonly<Record<string, string>>): boolean {
  return tokenNames.some(({ platform, key }) => platform === name && credentials[key] === '')
}

/** Its form first: a mistake in pasting has a sentence of its own. */
async function checkToken(variable: string, text: string, key: string, client: WorkspaceClient): Promise<Verdict> {
  try {
    return fine('token', await client.checkToken(key))
  } catch (error) {
    if (error instanceof PlatformBusy) throw error
    const paste = readPaste(variable, text)
    if (!('problem' in paste)) return wrongFromError(error)
    return wrongInWords(paste.problem, paste.fix)
  }
}

async function checkClock(title: string, { inspector: { clock } }: WorkspaceClient): Promise<Verdict> {
  const now = await clock.now().catch((error: unknown) => {
    if (error instanceof PlatformBusy) throw error
  })
  if (now === undefined) return wrong('no-clock', title)
  const aheadMs = Date.now() - now
  if (Math.abs(aheadMs) <= toleranceMs) return fine('clock', title)
  return wrong('wrong-clock', title, Math.round(aheadMs / 1000))
}

/** The finding of a check; never throws for expected errors. A pause that the platform asks for is not a finding. */
export async function finding(
  check: string,
  subject: string,
  title: string,
  work: () => Promise<Verdict>,
): Promise<Finding> {
  const late = wrong('no-answer', title, timeoutMs / 1000)
  const attempt = () => withTimeout(work(), timeoutMs)
  const verdict = await retry(attempt, {
    maxTries: 3,
    pauseAfter: (error) =>
      error instanceof PlatformBusy && error.retryAfterMs <= pauseMaxMs ? error.retryAfterMs : undefined,
    wait: systemClock.wait,
  }).catch(wrongFromError)
  return { check, subject, ...(verdict ?? late) }
}

function withoutToken({ name, platform }: Place): Finding {
  return { check: 'channel', subject: name, ...wrong('no-token-of', platformTitle(platform)) }
}

/** Where the bot posts. */
export type PostingPlaces = Pick<Config, 'destinations' | 'alerts' | 'reports'>

/** Whether the bot posted in this channel lately, as far as its ledger knows. */
export type HasPostedIn = (platform: PlatformName, channel: string) => Promise<boolean>

/**
 * Destinations, and the channels of alerts and reports. Those in workspaces with a token of their own are left out:
 * `checkInstalledPlaces()` checks them.
 */
export function placesIn({ destinations, alerts, reports }: PostingPlaces): readonly Place[] {
  const more = { alerts: alerts.to, 'backup of alerts': alerts.backup, reports }
  return [
    ...destinations.filter(usesOwnToken).map((destination) => ({ ...placeOf(destination), use: destination })),
    ...Object.entries(more).flatMap(([name, place]) => (place ? [{ ...placeOf({ name, ...place }), use: {} }] : [])),
  ]
}

/** Whether a destination gets posts with the token of the environment. */
export function usesOwnToken({ platform, workspace }: Destination): boolean {
  return workspace === undefined || platforms.find(({ name }) => name === platform)?.load.installer === undefined
}

function placeOf({ name, platform, channel }: Pick<Destination, 'name' | 'platform' | 'channel'>) {
  return { name, platform, channel }
}
