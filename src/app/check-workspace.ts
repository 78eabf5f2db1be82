import type { Destination } from '../domain/destination.ts'
import { DestinationRefused } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import { failureReason } from '../i18n/failures.ts'

/**
 * Throws `DestinationRefused` if the only token of a platform belongs to another workspace than that of the
 * destination.
 */
export async function checkWorkspace(
  { channel, workspace }: Pick<Destination, 'channel' | 'workspace'>,
  platform: Pick<Platform, 'workspace' | 'workspaceOf'>,
): Promise<void> {
  if (workspace === undefined) return
  const own = platform.workspace ?? (await platform.workspaceOf?.(channel))
  if (own !== undefined && own !== workspace)
    throw new DestinationRefused(failureReason('other-workspace', channel, own, workspace))
}
