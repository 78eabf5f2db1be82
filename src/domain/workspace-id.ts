import type { PlatformName } from './destination.ts'

/**
 * A workspace, written with its platform: a Slack team (`slack:T0123`), a Slack organization (`slack:E0123`) or a Discord
 * server (`discord:987`).
 */
export type WorkspaceId = `${PlatformName}:${string}`
