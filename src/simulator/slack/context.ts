import type { ResponseUrls } from './response-urls.ts'
import type { SocketMode } from './socket-mode.ts'
import type { SlackState, SlackUser } from './state.ts'
import type { Triggers } from './triggers.ts'

/** What people need to do something that the app hears of. */
export interface SlackContext {
  readonly state: SlackState
  readonly sockets: SocketMode
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly origin: string
}

export type Node = Readonly<Record<string, unknown>>

/** A person of this workspace; whoever is none is a mistake in a test. */
export function personOf(state: SlackState, id: string): SlackUser {
  const user = state.users.get(id)
  if (!user) throw new Error(`Nobody here is called ${id}`)
  return user
}
