import { hash } from 'node:crypto'
import { hourMs, minuteMs } from '../domain/duration.ts'
import type { Grant, Installation, Renewal } from '../domain/installation.ts'

/**
 * How long before it expires a token is renewed, in milliseconds: some time between these two, another one for each
 * workspace, so that workspaces that were installed together are not renewed together. Tokens of Slack are good for
 * 12 hours: https://docs.slack.dev/authentication/using-token-rotation
 */
const leadMs = { least: hourMs, most: 2 * hourMs } as const

/** A token is not sent any more when it expires within this time, in milliseconds: a request may take as long. */
const marginMs = minuteMs

/** The step before the token of a workspace can be used. */
type RotationStep =
  /** Use the token. */
  | 'use'
  /** Use the token, and renew it soon. */
  | 'renew-soon'
  /** Renew the token first. */
  | 'renew-first'
  /** There is no token. */
  | 'refuse'

/**
 * The next step for the tokens of a workspace. An intent to refresh without an answer is repeated with the same refresh
 * token: either the platform never got it, and accepts it now, or its answer was lost, and it refuses it.
 */
export function rotationStep(installation: Installation | undefined, now: number): RotationStep {
  if (installation?.state !== 'active') return 'refuse'
  const { workspace, expiresAt, refreshIntendedAt } = installation
  if (expiresAt === undefined) return 'use'
  if (expiresAt - marginMs <= now) return 'renew-first'
  return refreshIntendedAt !== undefined || renewalTime(workspace, expiresAt) <= now ? 'renew-soon' : 'use'
}

/** When a token is renewed, in milliseconds since 1970. */
function renewalTime(workspace: string, expiresAt: number): number {
  const share = Number.parseInt(hash('sha256', workspace).slice(0, 8), 16) / 0xff_ff_ff_ff
  return expiresAt - leadMs.least - share * (leadMs.most - leadMs.least)
}

/**
 * How an attempt to refresh ended.
 *
 * - `renewed`: there is a new pair.
 * - `refused`: the platform does not accept the refresh token.
 * - `unsent`: the platform certainly did nothing.
 * - `unanswered`: it is not known. The same refresh token is tried again, as after `unsent`.
 */
export type RefreshResult =
  | { readonly type: 'renewed'; readonly renewal: Renewal }
  /** `isInstalled` is whether the platform still accepts the bot token; undefined if that cannot be known. */
  | { readonly type: 'refused'; readonly isInstalled: boolean | undefined }
  | { readonly type: 'unsent' | 'unanswered' }

/** The installation with the intent to refresh, to be stored before the request. */
export function withIntent<Row extends Installation>(installation: Row, now: number): Row {
  return { ...installation, refreshIntendedAt: now }
}

/** What an installation becomes after an attempt. `earlierIntent` is whether an attempt before it had no answer. */
export function afterRefresh<Row extends Installation>(
  installation: Row,
  earlierIntent: boolean,
  result: RefreshResult,
  now: number,
): Row {
  const { refreshIntendedAt: _, ...rest } = installation
  switch (result.type) {
    case 'unanswered':
      return installation
    case 'unsent':
      return earlierIntent ? installation : (rest as Row)
    case 'renewed': {
      const { expiresAt: __, ...timeless } = rest
      return { ...timeless, ...expiry(result.renewal, now) } as Row
    }
    case 'refused': {
      // Without an attempt whose answer may be lost, the pair was good: so the workspace has taken it back.
      const wasRemoved = !earlierIntent && result.isInstalled === false
      return { ...installation, state: wasRemoved ? 'uninstalled' : 'needs-reinstall', endedAt: now }
    }
  }
}

/** When a token expires that was granted at this time by our clock. */
export function expiry({ expiresInMs }: Pick<Grant, 'expiresInMs'>, now: number): Pick<Installation, 'expiresAt'> {
  return expiresInMs === undefined ? {} : { expiresAt: now + expiresInMs }
}
