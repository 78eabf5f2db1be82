import type { Fence } from './lane.ts'
import type { WorkspaceId } from './workspace-id.ts'

/**
 * What may be done with the tokens of a workspace:
 *
 * - `active`: they are used.
 * - `needs-reinstall`: they cannot be renewed any more; the workspace has to install the app again.
 * - `uninstalled`: the workspace removed the app.
 */
const installationStates = ['active', 'needs-reinstall', 'uninstalled'] as const
export type InstallationState = (typeof installationStates)[number]

/** What a workspace granted by installing the app. No secrets. Times are milliseconds since 1970. */
export interface Installation {
  readonly workspace: WorkspaceId
  /** The name of the team or organization. */
  readonly name: string
  readonly appId: string
  /** The user that the app posts as. */
  readonly botUser: string
  /** The user who installed the app last. */
  readonly installer: string
  readonly scopes: readonly string[]
  readonly state: InstallationState
  /** When the app was installed last, by the platform's clock. */
  readonly installedAt: number
  /** Whether the installation began at a link of this bot; others begin on the platform's own pages. */
  readonly isLinked: boolean
  /** Since when it is no longer active. */
  readonly endedAt?: number
  /** When the bot token expires; absent for one that does not. */
  readonly expiresAt?: number
  /** When the refresh token was last sent, if its answer is not stored yet. */
  readonly refreshIntendedAt?: number
  /** When the installer was notified, or an alert sent, that the workspace has to be installed again. */
  readonly notifiedAt?: number
}

/** The secrets of a workspace. Never stored or logged as they are. */
export interface Tokens {
  readonly bot: string
  /** Good for one use. Absent where tokens do not expire. */
  readonly refresh?: string
}

/** Tokens as they are stored: encrypted for one workspace. */
export interface EncryptedTokens {
  /** Names the key, and reveals nothing about it. */
  readonly keyId: string
  /** Base64. */
  readonly text: string
}

/** A row of the store. */
export type StoredInstallation = Installation & {
  /** Absent once they are of no use. */
  readonly tokens?: EncryptedTokens
  /** Counts the changes of the row; 0 for one that is not stored yet. */
  readonly revision: number
}

/** The installations of all workspaces. Every change is durable once its promise resolves. */
export interface InstallationStore {
  /** All installations, sorted by the id of the workspace. */
  list(): Promise<readonly StoredInstallation[]>
  get(workspace: WorkspaceId): Promise<StoredInstallation | undefined>
  /**
   * False, and nothing is changed, if the row has another revision than this one: then read it again. What follows from
   * owning a lane names its fence, and throws `LaneLost` once a newer owner has the lane.
   */
  save(installation: StoredInstallation, fence?: Fence): Promise<boolean>
  /** Removes the row if it still has this revision. */
  remove(workspace: WorkspaceId, revision: number): Promise<boolean>
  /** True for the first use of something that may be used once, such as an install link, until it expires. */
  useOnce(nonce: string, expiresAt: number, now: number): Promise<boolean>
}

/** The bot tokens of installed workspaces. */
export interface TokenSource {
  /** The token to send now; it is renewed first where it is about to expire. Throws `TokenRefused` if there is none. */
  token(workspace: WorkspaceId): Promise<string>
  /** The platform refused this token as expired: a newer one. Throws `TokenRefused` if there is none. */
  renew(workspace: WorkspaceId, refused: string): Promise<string>
}

/** The lane of a workspace, where several processes share the lanes. */
export interface WorkspaceLane {
  /** Whether this process may renew the tokens now. */
  readonly isOwn: boolean
  /** The fencing token that writes carry. Throws `LaneLost` if this process never owned the lane. */
  fence(): Fence
  /** Runs a request that throws `LaneLost` unless the lease lasts, and that is given up before the lease ends. */
  send<Result>(request: () => Promise<Result>): Promise<Result>
}

/** A platform reports that a workspace removed the app or revoked its tokens. */
export interface UninstallReport {
  readonly workspace: WorkspaceId
  /** The time on the platform's clock, in milliseconds since 1970 but whole seconds. */
  readonly at: number
  /** The users whose tokens were revoked; absent if the app was removed. */
  readonly users?: readonly string[]
}

/** The workspaces that installed the app, for the connection of their platform. */
export interface InstalledWorkspaces extends TokenSource {
  get(workspace: WorkspaceId): Promise<Installation | undefined>
  /** The platform refused this token for good. */
  noteRefused(workspace: WorkspaceId, token: string): Promise<void>
  noteEnding(ending: UninstallReport): Promise<void>
}

/** What a platform answers when a workspace installs the app. */
export interface Grant extends Pick<Installation, 'workspace' | 'name' | 'appId' | 'botUser' | 'installer' | 'scopes'> {
  readonly tokens: Tokens
  /** How many milliseconds the bot token is valid; absent for one that does not expire. */
  readonly expiresInMs?: number
  /** When it was granted, by the platform's clock. */
  readonly grantedAt: number
}

/** What a platform answers when tokens are renewed. */
export type Renewal = Pick<Grant, 'expiresInMs' | 'grantedAt'> & { readonly tokens: Tokens }

/** Where the person who installed the app goes on in the platform's own pages. */
export interface NextStep {
  readonly url: string
  /** An organization installed it, and adds it to its workspaces there. */
  readonly addsWorkspaces: boolean
  /** What the app asks for and was not granted. */
  readonly missingScopes: readonly string[]
}

/**
 * The platform's side of installing. Throws `TokenRefused` for what it refuses for good, and other expected errors where
 * it is not known whether the request was acted upon.
 */
export interface InstallationClient {
  /** Exchanges the code of an installation that was allowed; `redirectUrl` is the one that its link named, if any. */
  exchange(code: string, redirectUrl?: string): Promise<Grant>
  refresh(refreshToken: string): Promise<Renewal>
  /**
   * Whether the platform accepts a bot token. Undefined if it refuses it for a reason that may be this machine's, or may
   * pass; throws if it does not answer.
   */
  accepts(token: string): Promise<boolean | undefined>
  /** Sends one user a direct message with a bot token. */
  tell(token: string, user: string, text: string): Promise<void>
}
