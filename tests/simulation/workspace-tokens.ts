import { Connections } from '../../src/app/platform-connections.ts'
import type { Grant } from '../../src/domain/installation.ts'
import type { PlatformConnection } from '../../src/domain/platform.ts'
import { splitWorkspaceId, type WorkspaceId } from '../../src/domain/workspace-id.ts'
import type { Installations } from '../../src/installations/installations.ts'
import { silentLog } from '../builders.ts'

export interface WorkspaceWishes {
  readonly workspaces: number
  readonly servers: number
  readonly days: number
  readonly seed: number
}

export interface WorkspaceTotals {
  posts: number
  /** Posts with a token that the bot knew, or could know, to be dead. */
  dead: number
  /** Posts with the token of another workspace, or in another server. */
  leaks: number
  /** Posts refused because the app had been removed, before it was reported. */
  refusedFirst: number
  refreshes: number
  kills: number
  installs: number
  uninstalls: number
  /** Answers to refreshes that were destroyed. */
  destroyed: number
  needReinstall: number
  told: number
  /** Those that were noted after the workspace had removed the app, which was not reported yet. */
  toldRemoved: number
  readonly wrong: string[]
}

export function noTotals(): WorkspaceTotals {
  return {
    ...{ posts: 0, dead: 0, leaks: 0, refusedFirst: 0, refreshes: 0, kills: 0, installs: 0, uninstalls: 0 },
    ...{ destroyed: 0, needReinstall: 0, told: 0, toldRemoved: 0, wrong: [] },
  }
}

/** Whose token the connections of the bot choose for a workspace; undefined if it cannot be posted to. */
export function tokensOver(installations: () => Installations): (workspace: WorkspaceId) => WorkspaceId | undefined {
  const as = (name: string, workspace: WorkspaceId) => ({ name, as: workspace })
  const platforms = [
    { ...as('slack', 'slack:default'), forWorkspace: (workspace: WorkspaceId) => as('slack', workspace), start },
    { ...as('discord', 'discord:default'), start },
  ]
  const connections = new Connections(platforms as unknown as PlatformConnection[], silentLog, undefined, {
    isActive: (workspace) => installations().isActive(workspace),
    grantOf: (workspace) => installations().grantOf(workspace),
    lost: [],
  })
  void connections.start()
  return (workspace) => {
    const to = { platform: splitWorkspaceId(workspace).platform, workspace }
    if (connections.delayReason(to)) return undefined
    return (connections.platformOf(to) as unknown as { readonly as: WorkspaceId } | undefined)?.as
  }
}

async function start(): Promise<void> {}

/** The answer of `oauth.v2.access` as the adapter reads it. */
export function grantOf(answer: Record<string, unknown>, grantedAt: number): Grant {
  const { access_token, refresh_token, expires_in, team } = answer as {
    readonly [name in 'access_token' | 'refresh_token']: string
  } & { readonly expires_in: number; readonly team: { readonly id: string } }
  return {
    workspace: `slack:${team.id}`,
    ...{ name: team.id, appId: 'A1', botUser: 'UBOT', installer: 'U1', scopes: ['chat:write'] },
    tokens: { bot: access_token, refresh: refresh_token },
    expiresInMs: expires_in * 1_000,
    grantedAt,
  }
}

/** Thrown where a process is killed. */
export class Killed extends Error {}

/** What a killed process waits for. */
export const never = new Promise<never>(() => {})

/** A process of the bot; once it is killed, nothing of it goes on. */
export interface Process {
  isDead: boolean
  killIn: number
  readonly end: PromiseWithResolvers<never>
}

/** A process that is killed after that number of steps. */
export function aProcess(killIn: number): Process {
  const end = Promise.withResolvers<never>()
  end.promise.catch(() => {})
  return { isDead: false, killIn, end }
}

/** An installer was told. One whose workspace had removed the app just before gets no message: the token is dead. */
export function countTold(
  id: string,
  {
    installed,
    destroyed,
    toldSince,
    totals,
  }: {
    readonly installed: ReadonlySet<string>
    readonly destroyed: ReadonlySet<string>
    readonly toldSince: Map<string, number>
    readonly totals: WorkspaceTotals
  },
): void {
  if (!installed.has(id)) {
    totals.toldRemoved++
    return
  }
  toldSince.set(id, (toldSince.get(id) ?? 0) + 1)
  totals.told++
  if (!destroyed.has(id)) totals.wrong.push(`the installer of ${id} was told, and no answer was lost`)
}
