import type { Destination } from '../domain/destination.ts'
import { DestinationRefused } from '../domain/errors.ts'
import type { InstallablePlatform, Platform, PlatformConnection } from '../domain/platform.ts'
import type { WorkspaceId } from '../domain/workspace-id.ts'
import { failureReason } from '../i18n/failures.ts'

export type Connection = PlatformConnection & Partial<InstallablePlatform>

/** Whether a workspace has a token of its own, and not the one of the environment. */
export function isInstalled(
  platform: Connection | undefined,
  workspace: WorkspaceId | undefined,
): workspace is WorkspaceId {
  return platform?.forWorkspace !== undefined && workspace !== undefined && workspace !== platform.workspace
}

/** The platform with the token of a workspace: its own, or that of the environment. */
export function platformIn(platform: Connection, workspace: WorkspaceId | undefined): Platform {
  return (isInstalled(platform, workspace) && platform.forWorkspace?.(workspace)) || platform
}

/**
 * Throws `DestinationRefused` if the only token of a platform belongs to another workspace than that of the
 * destination.
 */
export async function checkWorkspace(
  { channel, workspace }: Pick<Destination, 'channel'> & { readonly workspace?: WorkspaceId | undefined },
  platform: Pick<Platform, 'workspace' | 'workspaceOf'>,
): Promise<void> {
  if (workspace === undefined) return
  const own = platform.workspace ?? (await platform.workspaceOf?.(channel))
  if (own !== undefined && own !== workspace)
    throw new DestinationRefused(failureReason('other-workspace', channel, own, workspace))
}
