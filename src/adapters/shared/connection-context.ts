import type { Clock } from '../../domain/clock.ts'
import type { PlatformName } from '../../domain/destination.ts'
import type { InstalledWorkspaces } from '../../domain/installation.ts'
import type { InteractionHandler } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { LoginRecord } from '../../domain/login-record.ts'
import type { MetricsRecorder } from '../../domain/metrics.ts'
import type { RefusedRequests } from '../../domain/refused-request.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { WorkspaceId } from '../../domain/workspace-id.ts'

/** The dependencies of a connection, besides its credentials. */
export interface ConnectionContext {
  readonly log: Log
  readonly vocabulary: Vocabulary
  /** Answers readers. Without it, the connection only posts. */
  readonly handler?: InteractionHandler
  readonly metrics?: MetricsRecorder
  /** Must be monotonic. */
  readonly clock?: Clock
  /**
   * Only for test servers: how long after it was sent a request may still be acted upon, in milliseconds. The default
   * is that of the real platform.
   */
  readonly settlesAfterMs?: number | undefined
  /** Whether this process answers an interaction that others may have got as well. Without it, it answers all. */
  readonly claim?: ((interaction: string) => Promise<boolean>) | undefined
  /** The same for an interaction that may be sent again after a restart. */
  readonly claimOverRestarts?: (interaction: string) => Promise<boolean>
  /** Present where several machines share the work. */
  readonly machines?: MachinesContext | undefined
  /** Without it, only the logins of this process are known. */
  readonly logins?: LoginRecord
  /** The requests that platforms refuse for now; without it, only those of this process are known. */
  readonly refusals?: RefusedRequests
  /** The workspaces that installed the app; without it, there is only the one of the credentials. */
  readonly installed?: InstalledWorkspaces | undefined
  /** Where the app is installed with a click, if it can be. */
  readonly installUrl?: string | undefined
  /** Handles reports about workspaces, on a platform where one token serves many. */
  readonly servers?: ServerEvents | undefined
  /** The settings of a channel changed, such as who may post there. Not every platform reports it. */
  readonly onChannelChange?: (platform: PlatformName, channel: string) => void
  /** Whether the bot has posted in a channel before. It does not rejoin such a channel by itself. */
  readonly hasPostedIn?: (platform: PlatformName, channel: string) => Promise<boolean>
}

/** Reports of a platform about the workspaces of a token. They may be repeated, and several machines may get them. */
export interface ServerEvents {
  /** A workspace added the bot, perhaps again, or changed what it may do. */
  added(workspace: WorkspaceId): void
  /** A workspace removed the bot. An outage is no removal. */
  removed(workspace: WorkspaceId): void
  /** The bot is in these workspaces, and in no other one of the platform for which `isMeant` is true. */
  listed(
    platform: PlatformName,
    workspaces: ReadonlySet<WorkspaceId>,
    isMeant: (workspace: WorkspaceId) => boolean,
  ): void
}

/** State that several machines share. */
export interface MachinesContext {
  /** The number of shards that all machines use. Throws an `ExpectedError`. */
  agreeOnShards(platform: PlatformName, recommended: number): Promise<number>
  /** This machine's part of a limit of a token that all lanes of the platform share; it changes. */
  partOf(platform: PlatformName, most: number): number
}
