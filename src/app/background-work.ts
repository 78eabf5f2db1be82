import type { Clock } from '../domain/clock.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { hourMs, minuteMs } from '../domain/duration.ts'
import { ExpectedError } from '../domain/errors.ts'
import type { DestinationStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { PlatformConnection } from '../domain/platform.ts'
import { lacksScope } from '../i18n/failures.ts'
import { BackgroundLoop } from './background-loop.ts'
import type { RemovedWorkspaces } from './removed-workspaces.ts'
import { resumeAfterOutage } from './resume-after-outage.ts'
import type { Services } from './services.ts'

interface GrantsContext {
  readonly ledger: Pick<DestinationStore, 'pauses'>
  readonly destinations: () => readonly Destination[]
  readonly connections: ReadonlyMap<PlatformName, Pick<PlatformConnection, 'grant' | 'start'>>
  readonly log: Log
  /** Runs the scheduler, which resumes destinations whose grant has changed. */
  readonly wake: () => void
}

interface BackgroundContext extends GrantsContext {
  readonly stores: Services['stores']
  readonly removed: Pick<RemovedWorkspaces, 'forgetOld'>
  readonly isLead: () => boolean
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** The bot's background work besides posting, until the signal. */
export function startBackgroundWork({ stores, removed, isLead, ...context }: BackgroundContext): void {
  const { log, clock, wake, signal } = context
  const loops = [
    new BackgroundLoop({
      work: async () => (isLead() ? removed.forgetOld() : undefined),
      pauseMs: hourMs,
      log,
      failure: 'workspaces that removed the app long ago were not forgotten',
    }),
    new BackgroundLoop({
      work: () => askForGrants(context),
      pauseMs: minuteMs,
      log,
      failure: 'it could not be asked whether the app was installed again',
    }),
  ]
  signal.addEventListener('abort', () => void loops.map((loop) => loop.stop()), { once: true })
  const { onOutage, inspector } = stores
  resumeAfterOutage({ onOutage, inspector, clock, resume: wake, signal })
}

/**
 * Asks the platforms with destinations that are paused for want of a scope what their token may do: no event reports that
 * the app was installed again.
 */
export async function askForGrants({ ledger, destinations, connections, log, wake }: GrantsContext): Promise<void> {
  const pauses = await ledger.pauses()
  const lacking = destinations().filter(({ name }) => {
    const pause = pauses.get(name)
    return pause !== undefined && lacksScope(pause.reason)
  })
  for (const platform of new Set(lacking.map((each) => each.platform))) {
    const connection = connections.get(platform)
    const before = connection?.grant
    try {
      await connection?.start()
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
    }
    if (connection?.grant === before) continue
    log.info({ platform }, 'the app was installed again with other scopes, trying again')
    wake()
  }
}
