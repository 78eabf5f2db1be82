import type { SlackState, SlackUser } from './state.ts'

/** A person that a workspace may know, and the workspace that they belong to. */
export interface KnownPerson {
  readonly user: SlackUser
  readonly home: SlackState
  /** They share no channel with this workspace any more: https://docs.slack.dev/reference/objects/user-object */
  readonly isStranger: boolean
}

export function knownPerson(state: SlackState, id: string): KnownPerson | undefined {
  const home = state.users.has(id) ? state : state.visitors.get(id)
  const user = home?.users.get(id)
  if (!home || !user) return undefined
  const isNear = [...state.channels.values()].some(({ connected, members }) => connected && members.has(id))
  return { user, home, isStranger: home !== state && !isNear }
}
