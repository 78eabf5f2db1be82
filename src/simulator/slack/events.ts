import type { SlackContext } from './context.ts'
import type { SlackChannel } from './state.ts'

type EventContext = Pick<SlackContext, 'state' | 'app'>

/** A user opens the app's Home. https://docs.slack.dev/reference/events/app_home_opened */
export async function openHome(context: EventContext, user: string): Promise<void> {
  const at = context.state.nextTs()
  const event = { type: 'app_home_opened', user, channel: `D${user.slice(1)}`, tab: 'home', event_ts: at }
  await sendEvent(context, event, Math.floor(Number(at)))
}

/** A person unarchives a channel. https://docs.slack.dev/reference/events/channel_unarchive */
export async function unarchiveChannel(context: EventContext, channel: string, user: string): Promise<void> {
  const found = channelOf(context, channel)
  found.isArchived = false
  await sendChannelEvent(context, { type: found.isPrivate ? 'group_unarchive' : 'channel_unarchive', channel, user })
}

/** A person joins a channel, or is added to it. https://docs.slack.dev/reference/events/member_joined_channel */
export async function join(context: EventContext, channel: string, user: string): Promise<void> {
  channelOf(context, channel).members.add(user)
  const team = context.state.team.id
  await sendChannelEvent(context, { type: 'member_joined_channel', channel, channel_type: 'C', team, user })
}

function channelOf({ state }: EventContext, id: string): SlackChannel {
  const channel = state.channels.get(id)
  if (!channel) throw new Error(`There is no channel ${id}`)
  return channel
}

async function sendChannelEvent(context: EventContext, event: object): Promise<void> {
  const at = context.state.nextTs()
  await sendEvent(context, { ...event, event_ts: at }, Math.floor(Number(at)))
}

/** Slack promises no order. */
export const uninstallEventTypes = ['tokens_revoked', 'app_uninstalled'] as const
export type UninstallEvent = (typeof uninstallEventTypes)[number]

/**
 * Slack reports that the app was removed, or its bot token revoked; `at` is in milliseconds since 1970.
 * https://docs.slack.dev/reference/events/app_uninstalled
 */
export async function sendUninstallEvent(context: EventContext, type: UninstallEvent, at: number): Promise<void> {
  const tokens = type === 'tokens_revoked' ? { tokens: { oauth: [], bot: [context.state.bot.id] } } : {}
  await sendEvent(context, { type, ...tokens }, Math.floor(at / 1_000))
}

async function sendEvent({ state, app }: EventContext, event: object, at: number): Promise<void> {
  const { team, enterprise } = state.place
  const install = { is_bot: true, is_enterprise_install: enterprise !== undefined }
  const payload = {
    token: 'simulator',
    team_id: team,
    ...(enterprise && { enterprise_id: enterprise.id }),
    api_app_id: state.app.id,
    type: 'event_callback',
    event,
    event_id: `Ev${state.team.id}${state.nextTs().replace('.', '')}`,
    event_time: at,
    is_ext_shared_channel: false,
    authorizations: [{ team_id: team, enterprise_id: enterprise?.id ?? null, user_id: state.bot.id, ...install }],
  }
  await app.deliver({ type: 'events_api', payload, accepts_response_payload: false })
}
