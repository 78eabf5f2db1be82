import { tokenNames } from '../config/credentials.ts'
import { pasteSentences, readPaste } from '../config/read-paste.ts'
import type { Clock } from '../domain/clock.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { minuteMs } from '../domain/duration.ts'
import { LedgerUnusable } from '../domain/errors.ts'
import type { InstallationStore } from '../domain/installation.ts'
import type { Log } from '../domain/log.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { WorkspaceClient } from '../domain/workspace.ts'
import { verdictText, wrongFromError } from '../i18n/verdicts.ts'
import { platforms } from '../platforms/registry.ts'
import { checkInstalledPlace, type TokenEnvironment } from './installed-places.ts'
import { type HasPostedIn, type PostingPlaces, placesIn, servesOnlyInstalled, usesOwnToken } from './platforms.ts'

/** The bot posts first, then it is checked. In milliseconds. */
const delayMs = 10_000

/** The pause between two channels, in milliseconds: the platforms count these calls by the minute. */
const pauseMs = 1_500

export interface StartCheckContext {
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly hasPostedIn: HasPostedIn
  /** The workspaces that installed the app. */
  readonly installations: Pick<InstallationStore, 'get'>
  /** Whether this process posts there; undefined if it posts everywhere. */
  readonly posts?: ((destination: Destination) => boolean) | undefined
}

/** Logs what was given in place of a token, where that is certain: the platform would only say that it refuses it. */
export function logWrongTokens(
  credentials: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>,
  log: Pick<Log, 'error'>,
): void {
  for (const { platform, variable, key } of tokenNames) {
    const paste = readPaste(variable, credentials[platform]?.[key] ?? '')
    if ('token' in paste || !paste.isRecognized || !credentials[platform]?.[key]) continue
    log.error({ platform, reason: `${variable}: ${pasteSentences(paste)}` }, 'a token has the wrong form')
  }
}

/**
 * Logs once what the bot lacks at each platform and in each channel, with the one thing to do. It calls the platforms one
 * request after another and beside the posts, which never wait for it; it gives up if a platform does not answer.
 */
export async function checkAtStart(
  environment: TokenEnvironment,
  places: () => PostingPlaces,
  given: StartCheckContext,
): Promise<void> {
  const { clock, signal } = given
  await clock.wait(delayMs, signal)
  const context = { ...given, hasPostedIn: onceUsable(given) }
  const log = { ...context.log, warn: () => {}, error: () => {} }
  await Promise.all([
    checkInstalled(environment, places(), log, context),
    ...platforms.map(async ({ name, load }) => {
      const given = environment.credentials[name]
      if (!given || signal.aborted || servesOnlyInstalled(name, given)) return
      const create = await load.workspaceClient()
      const client = create(given, { log })
      try {
        await checkPlatform(name, client, places(), context)
      } finally {
        client.close()
      }
    }),
  ]).catch((error: unknown) => {
    // The ledger is closed by then.
    if (!signal.aborted) throw error
  })
}

/** Waits for a ledger that cannot be used at the moment, which is reported elsewhere. */
function onceUsable({ hasPostedIn, clock, signal }: StartCheckContext): HasPostedIn {
  return async function ask(platform, channel) {
    try {
      return await hasPostedIn(platform, channel)
    } catch (error) {
      if (!(error instanceof LedgerUnusable) || signal.aborted) throw error
      await clock.wait(minuteMs, signal)
      return await ask(platform, channel)
    }
  }
}

/** The destinations of workspaces with a token of their own, as far as this process posts there. */
async function checkInstalled(
  environment: TokenEnvironment,
  { destinations }: PostingPlaces,
  quiet: Log,
  context: StartCheckContext,
): Promise<void> {
  const { clock, signal, hasPostedIn, installations, posts = () => true } = context
  /** The workspaces whose platform did not answer. */
  const silent = new Set<string | undefined>()
  for (const each of destinations.filter((one) => !usesOwnToken(one) && posts(one))) {
    const { name, platform, workspace, channel } = each
    if (silent.has(workspace)) continue
    await clock.wait(pauseMs, signal)
    if (signal.aborted) return
    const check = checkInstalledPlace(each, environment, installations, quiet, hasPostedIn)
    const verdict = await check.catch(wrongFromError)
    if (!report(verdict, { destination: name, platform, workspace, channel }, context)) silent.add(workspace)
  }
}

/** Whether the platform answered. */
function report(verdict: Verdict, about: object, { log }: StartCheckContext): boolean {
  if (verdict.ok) return true
  if (verdict.isOutage) return false
  log.warn({ ...about, reason: verdictText(verdict) }, 'checked at the start: something is missing')
  return true
}

async function checkPlatform(
  platform: PlatformName,
  { inspector }: WorkspaceClient,
  places: PostingPlaces,
  context: StartCheckContext,
): Promise<void> {
  const { clock, signal, hasPostedIn } = context
  if (!report(await inspector.checkPermissions(), { platform }, context)) return
  for (const { name, channel, use } of placesIn(places).filter((place) => place.platform === platform)) {
    await clock.wait(pauseMs, signal)
    if (signal.aborted) return
    const hasPosted = await hasPostedIn(platform, channel)
    const verdict = await inspector.checkChannel(channel, { ...use, hasPosted })
    if (!report(verdict, { destination: name, platform, channel }, context)) return
  }
}
