import type { InstalledWorkspaces } from '../../domain/installation.ts'
import type { Log } from '../../domain/log.ts'
import type { WorkspaceId } from '../../domain/workspace-id.ts'

/** Where the bot token of each call comes from. */
export interface BotToken {
  current(): Promise<string>
  /** A newer token than this one, which has expired. Absent for a token that does not expire. */
  renew?(refused: string): Promise<string>
  /** Slack refused this token for good. Absent for a token that only an operator can replace. */
  noteRefused?(refused: string): void
}

/** The token of the environment. */
export function fixedToken(token: string): BotToken {
  return { current: async () => token }
}

/** The token of a workspace that installed the app. */
export function installedToken(workspace: WorkspaceId, installed: InstalledWorkspaces, log: Log): BotToken {
  return {
    current: () => installed.token(workspace),
    renew: (refused) => installed.renew(workspace, refused),
    noteRefused: (refused) => {
      installed.noteRefused(workspace, refused).catch((error: unknown) => {
        log.error({ workspace, err: error }, 'it could not be checked whether a workspace removed the app')
      })
    },
  }
}
