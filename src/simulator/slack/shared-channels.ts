import type { SlackState, SlackUser } from './state.ts'

/** Shares a channel of one company with another, whose people join it; their bot does not. https://docs.slack.dev/apis/slack-connect */
export function shareChannel(channel: string, host: SlackState, guest: SlackState): void {
  const shared = host.channels.get(channel)
  if (!shared) throw new Error(`${host.team.id} has no channel ${channel}`)
  shared.connected = [...(shared.connected ?? [host]), guest]
  guest.channels.set(channel, shared)
  for (const id of peopleOf(guest)) {
    shared.members.add(id)
    host.visitors.set(id, guest)
  }
  for (const id of peopleOf(host)) guest.visitors.set(id, host)
}

/** Ends it. */
export function unshareChannel(channel: string, guest: SlackState): void {
  const shared = guest.channels.get(channel)
  if (!shared?.connected?.slice(1).includes(guest)) throw new Error(`${guest.team.id} is no guest in ${channel}`)
  shared.connected = shared.connected.filter((each) => each !== guest)
  for (const id of peopleOf(guest)) shared.members.delete(id)
  guest.channels.delete(channel)
}

function peopleOf({ users }: SlackState): string[] {
  return [...users.values()].filter(({ isBot }) => !isBot).map(({ id }) => id)
}

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
