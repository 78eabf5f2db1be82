import type { Installation, InstalledWorkspaces } from '../../domain/installation.ts'
import type { Log } from '../../domain/log.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { splitWorkspaceId, type WorkspaceId } from '../../domain/workspace-id.ts'
import type { ChannelQuestion } from '../shared/channel-question.ts'
import { type Identity, type SlackApi, workspaceOf } from './api.ts'
import { isOrganization, type PayloadOrigin, type SlackIds } from './payload-origin.ts'
import { createSharedChannels } from './shared-channels.ts'
import { createUserDirectory, type UserDirectory } from './users.ts'

/** The dependencies of an answer in one workspace. */
export interface WorkspaceContext {
  /** The workspace of the token; all teams of an organization that installed the app as a whole are one workspace. */
  readonly workspace?: WorkspaceId
  /** Slack's ids of it. */
  readonly ids: SlackIds
  readonly api: SlackApi
  readonly users: UserDirectory
  readonly vocabulary: Vocabulary
  readonly log: Log
}

/**
 * Finds the workspace of a payload; undefined if the app is not installed there, unless the workspace of the environment's
 * token shares the channel with that company.
 */
export type Dispatch = (origin: PayloadOrigin) => Promise<WorkspaceContext | undefined>

interface DispatchContext {
  readonly log: Log
  readonly vocabulary: Vocabulary
  readonly installed?: InstalledWorkspaces | undefined
  /** The workspace whose token is in the environment, once Slack has accepted it. */
  readonly own: () => { readonly identity: Identity; readonly api: SlackApi } | undefined
  forWorkspace(workspace: WorkspaceId): { readonly api: SlackApi }
}

/** One connection serves all workspaces: each payload goes to the workspace that it comes from. */
export function createDispatch({ own, installed, vocabulary, log, forWorkspace }: DispatchContext): Dispatch {
  let ownContext: WorkspaceContext | undefined
  let isShared: ChannelQuestion | undefined
  const known = new Map<WorkspaceId, WorkspaceContext>()

  function contextOf(api: SlackApi, ids: SlackIds, workspace?: WorkspaceId): WorkspaceContext {
    const users = createUserDirectory(api, log)
    return { ...(workspace && { workspace }), ids, api: api.as('answer'), users, vocabulary, log }
  }

  return async ({ team, enterprise, channel }) => {
    const home = own()
    if (home) ownContext ??= contextOf(home.api, idsOfToken(home.identity), workspaceOf(home.identity))
    if (home && team && team === home.identity.team_id) return ownContext
    const installation = await installationOf({ team, enterprise }, installed)
    if (installation?.state !== 'active') {
      // The token of the environment may be of the whole organization.
      if (home && enterprise && enterprise === home.identity.enterprise_id) return ownContext
      if (!ownContext || !channel) return undefined
      isShared ??= createSharedChannels(ownContext.api, log)
      return (await isShared(channel)) ? ownContext : undefined
    }
    const { workspace: id } = installation
    const context = known.get(id) ?? contextOf(forWorkspace(id).api, idsOf(id), id)
    known.set(id, context)
    return context
  }
}

function idsOfToken({ team_id: team, enterprise_id: enterprise }: Identity): SlackIds {
  return { ...(team && { team }), ...(enterprise && { enterprise }) }
}

function idsOf(workspace: WorkspaceId): SlackIds {
  const { id } = splitWorkspaceId(workspace)
  return isOrganization(id) ? { enterprise: id } : { team: id }
}

/** A team is served by its own installation, else by that of its organization. */
export async function installationOf(
  { team, enterprise }: SlackIds,
  installed: InstalledWorkspaces | undefined,
): Promise<Installation | undefined> {
  let found: Installation | undefined
  for (const id of [team, enterprise]) {
    const one = id ? await installed?.get(`slack:${id}`) : undefined
    if (one?.state === 'active') return one
    found ??= one
  }
  return found
}
