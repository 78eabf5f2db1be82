import type { ResponseUrls } from './response-urls.ts'
import type { SocketMode } from './socket-mode.ts'
import type { SlackState, SlackUser } from './state.ts'
import type { Triggers } from './triggers.ts'

/** Dependencies of the actions that a user's client sends to the app. */
export interface SlackContext {
  readonly state: SlackState
  readonly sockets: SocketMode
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly origin: string
}

export type Node = Readonly<Record<string, unknown>>
export function personOf(state: SlackState, id: string): SlackUser {
  const user = state.users.get(id)
  if (!user) throw new Error(`There is no user ${id} in this workspace`)
  return user
}

/** The fields about the user and the app in every interaction payload. */
export function interactionContext({ state, triggers }: SlackContext, user: string) {
  const person = personOf(state, user)
  const { team, enterprise = null } = state.place
  return {
    user: { id: user, username: person.name, name: person.name, team_id: team },
    team: { id: team, domain: state.team.domain },
    api_app_id: state.app.id,
    token: 'simulator',
    enterprise,
    is_enterprise_install: enterprise !== null,
    trigger_id: triggers.issue(user),
  }
}
