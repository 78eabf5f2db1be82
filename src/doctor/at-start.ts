import { tokenNames } from '../config/environment.ts'
import { readPaste } from '../config/read-paste.ts'
import type { Clock } from '../domain/clock.ts'
import type { PlatformName } from '../domain/destination.ts'
import type { Log } from '../domain/log.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { WorkspaceClient } from '../domain/workspace.ts'
import { platforms } from '../platforms/registry.ts'
import { type HasPostedIn, type Places, placesIn, servesOnlyInstalled } from './platforms.ts'

/** The bot posts first, then it is checked. In milliseconds. */
const delayMs = 10_000

/** The pause between two channels, in milliseconds: the platforms count these calls by the minute. */
const pauseMs = 1_500

export interface StartCheckContext {
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly hasPostedIn: HasPostedIn
}

/** Logs what was given in place of a token, where that is certain: the platform would only say that it refuses it. */
export function logWrongTokens(
  credentials: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>,
  log: Pick<Log, 'error'>,
): void {
  for (const { platform, variable, key } of tokenNames) {
    const paste = readPaste(variable, credentials[platform]?.[key] ?? '')
    if ('token' in paste || !paste.isRecognized || !credentials[platform]?.[key]) continue
    log.error({ platform, reason: `${variable}: ${paste.problem}` }, 'a token is not what it has to be')
  }
}

/**
 * Logs once what the bot lacks at each platform and in each channel, with the one thing to do. It calls the platforms one
 * request after another and beside the posts, which wait for none of it; it gives up where a platform does not answer.
 */
export async function checkAtStart(
  credentials: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>,
  places: () => Places,
  context: StartCheckContext,
): Promise<void> {
  const { clock, signal } = context
  await clock.wait(delayMs, signal)
  await Promise.all(
    platforms.map(async ({ name, loadWorkspaceClient }) => {
      const given = credentials[name]
      if (!given || signal.aborted || servesOnlyInstalled(name, given)) return
      const create = await loadWorkspaceClient()
      const client = create(given, { log: { ...context.log, warn: () => {}, error: () => {} } })
      try {
        await checkPlatform(name, client, places(), context)
      } finally {
        client.close()
      }
    }),
  )
}

async function checkPlatform(
  platform: PlatformName,
  { inspector }: WorkspaceClient,
  places: Places,
  { clock, log, signal, hasPostedIn }: StartCheckContext,
): Promise<void> {
  /** Whether the platform answered. */
  const report = (verdict: Verdict, about: object): boolean => {
    if (verdict.ok) return true
    if (verdict.isOutage) return false
    log.warn({ ...about, reason: `${verdict.message} ${verdict.fix}` }, 'checked at the start: something is missing')
    return true
  }
  if (!report(await inspector.checkPermissions(), { platform })) return
  for (const { name, channel, use } of placesIn(places).filter((place) => place.platform === platform)) {
    await clock.wait(pauseMs, signal)
    if (signal.aborted) return
    const hasPosted = await hasPostedIn(platform, channel)
    const verdict = await inspector.checkChannel(channel, { ...use, hasPosted })
    if (!report(verdict, { destination: name, platform, channel })) return
  }
}
