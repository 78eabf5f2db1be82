import { z } from 'zod'
import type { Requester } from '../../domain/interaction.ts'
import type { SlackIds } from './payload-origin.ts'
import type { Profile } from './users.ts'

const text = z.string().nullish()

/** Interactions name the workspace of their user; commands are typed in it: https://docs.slack.dev/apis/slack-connect */
const origin = z.object({
  team_id: text,
  enterprise_id: text,
  user: z.object({ team_id: text }).optional().catch(undefined),
})

/**
 * The restriction of a user in the workspace of the app; undefined for a full member. A user with `is_stranger` false
 * is not necessarily a member, because a person who shares a channel with the app is none
 * (https://docs.slack.dev/reference/objects/user-object). Without a profile, the payload tells the user's workspace.
 */
export function membershipOf(profile: Profile | undefined, body: unknown, app: SlackIds): Requester['membership'] {
  if (profile?.isStranger || isOfAnother(profile?.ids.team ? profile.ids : idsIn(body), app)) return 'external'
  return profile?.isGuest ? 'guest' : undefined
}

function isOfAnother(theirs: SlackIds, app: SlackIds): boolean {
  if (theirs.team === undefined) return false
  const own = [app.team, app.enterprise].filter(Boolean)
  return ![theirs.team, theirs.enterprise].some((id) => own.includes(id))
}

function idsIn(body: unknown): SlackIds {
  const { team_id: team, enterprise_id: enterprise, user } = origin.safeParse(body).data ?? {}
  return { team: user?.team_id ?? team ?? undefined, enterprise: enterprise ?? undefined }
}
