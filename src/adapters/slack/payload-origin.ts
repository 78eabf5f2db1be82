import { z } from 'zod'

/** The ids of a team and of its organization. */
export interface SlackIds {
  readonly team?: string | undefined
  readonly enterprise?: string | undefined
}

const flat = z.object({ team_id: z.string().nullish(), enterprise_id: z.string().nullish() })
const nested = z.object({
  team: z.object({ id: z.string() }).nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
})
const command = z.object({ channel_id: z.string() })
/** Where several workspaces share a channel, only these name the one of the app: https://github.com/slackapi/bolt-js/issues/1614 */
const event = z.object({ authorizations: z.tuple([flat], flat) })
const submission = z.object({ view: z.object({ app_installed_team_id: z.string() }) })

/** The workspace of a payload, and the channel where a command was typed. */
export interface PayloadOrigin extends SlackIds {
  readonly channel?: string | undefined
}

/** Commands and events write the ids of the team and the organization flat, and other interactions nested. */
export function readWorkspace(body: unknown): PayloadOrigin {
  const [outer, inner] = [flat.safeParse(body).data, nested.safeParse(body).data]
  const [to] = event.safeParse(body).data?.authorizations ?? []
  const view = submission.safeParse(body).data?.view
  const team = to?.team_id ?? view?.app_installed_team_id ?? outer?.team_id ?? inner?.team?.id
  const enterprise = to ? to.enterprise_id : (outer?.enterprise_id ?? inner?.enterprise?.id)
  const channel = command.safeParse(body).data?.channel_id
  return { ...(team && { team }), ...(enterprise && { enterprise }), ...(channel && { channel }) }
}

/** The id of an organization, which has workspaces, rather than of a workspace. */
export function isOrganization(id: string): boolean {
  return id.startsWith('E')
}
