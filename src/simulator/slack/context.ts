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

/** A user of this workspace. */
export function personOf(state: SlackState, id: string): SlackUser {
  const user = state.users.get(id)
  if (!user) throw new Error(`There is no user ${id} in this workspace`)
  return user
}
