import type { Requester } from '../../domain/interaction.ts'
import type { WorkspaceContext } from './dispatch.ts'
import { membershipOf } from './membership.ts'

/** Where an interaction comes from. */
interface Origin {
  readonly channel: string
  readonly user: string
  /** The body of the interaction, which names its workspace. */
  readonly body: unknown
}

/**
 * The user and the channel of an interaction. Slack has no permission to manage a channel, so any full member counts, but
 * none whose profile cannot be read now: it may be a guest. The workspace is the one of the app, also for people of
 * another one.
 */
export async function requesterIn(
  { channel, user, body }: Origin,
  { users, workspace, ids }: Pick<WorkspaceContext, 'users' | 'workspace' | 'ids'>,
): Promise<Requester> {
  const profile = await users(user)
  const membership = membershipOf(profile, body, ids)
  return {
    platform: 'slack',
    user,
    channel,
    ...(workspace && { workspace }),
    isDirect: isDirect(channel),
    managesChannel: profile !== undefined && membership === undefined,
    roles: [],
    ...(membership && { membership }),
    ...profile?.person,
  }
}

/** A direct message channel, or the id of a user where Slack gives no channel. */
function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel)
}
