/**
 * A workspace, written with its platform: a Slack team (`slack:T0123`), a Slack organization (`slack:E0123`) or a Discord
 * server (`discord:987`).
 */
export type WorkspaceId = `${string}:${string}`

/** How a workspace is written. */
export const workspacePattern = /^[a-z]+:[A-Za-z0-9]+$/

/** `platform` is the name of the platform, `id` its own id. */
export function formatWorkspaceId(platform: string, id: string): WorkspaceId {
  return `${platform}:${id}`
}

/** The platform of a workspace, and its id there. */
export function splitWorkspaceId(workspace: WorkspaceId): { readonly platform: string; readonly id: string } {
  const [platform = '', id = ''] = workspace.split(':', 2)
  return { platform, id }
}

/** A person or a group, with its workspace or platform: two workspaces may use the same id. */
export function formatMemberId(scope: string, id: string): string {
  return `${scope}/${id}`
}

/** Both parts; `id` is empty if there is no slash. */
export function splitMemberId(text: string): { readonly scope: string; readonly id: string } {
  const [scope = '', id = ''] = text.split('/', 2)
  return { scope, id }
}

/** A channel, and its workspace if that is written down. */
export interface ChannelPlace {
  readonly platform: string
  readonly channel: string
  readonly workspace?: WorkspaceId | undefined
}

/** Which workspace each channel is in. */
export interface WorkspaceDirectory {
  /** Undefined while it is unknown. */
  workspaceOf(place: ChannelPlace): WorkspaceId | undefined
  /**
   * Asks the platforms about those that are unknown; after a change, also about those that were asked about just now.
   * Never throws: what they do not answer stays unknown.
   */
  learn(places: Iterable<ChannelPlace>, hasChanged?: boolean): Promise<void>
}
