import type { SlackState } from '../../../src/simulator/slack/state.ts'

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

/** Ends the sharing. */
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
