import type { Installation, UninstallReport } from '../domain/installation.ts'

/**
 * What a report that a workspace has ended its installation means. Reports come late, twice and in any order, also after
 * the app was installed again.
 *
 * - `ignore`: it says nothing new, or is about an earlier installation.
 * - `check`: ask the platform whether it still accepts the token.
 */
export function meaningOf(ending: UninstallReport, installation: Installation | undefined): 'ignore' | 'check' {
  if (!installation || installation.state === 'uninstalled') return 'ignore'
  if (ending.users && !ending.users.includes(installation.botUser)) return 'ignore'
  // Reports have whole seconds. Within the same second, only the platform knows which came first.
  return seconds(ending.at) < seconds(installation.installedAt) ? 'ignore' : 'check'
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000)
}

/** The installation after its workspace revoked the tokens, which are useless from then on. */
export function uninstalled<Row extends Installation>(installation: Row, now: number): Row {
  const { expiresAt: _, refreshIntendedAt: __, ...rest } = installation
  return { ...rest, state: 'uninstalled', endedAt: now } as Row
}
