import type { Node, SlackContext } from './context.ts'
import { messageObject } from './serialize.ts'

type Listener = Pick<SlackContext, 'state' | 'sockets'>

/** Something happens that the app has subscribed to. https://docs.slack.dev/apis/events-api */
async function tell({ state, sockets }: Listener, event: Node): Promise<void> {
  const payload = {
    token: 'simulator',
    team_id: state.team.id,
    api_app_id: state.app.id,
    type: 'event_callback',
    event,
    event_id: `Ev${state.nextTs().replace('.', '')}`,
    event_time: Math.floor(Date.now() / 1000),
    is_ext_shared_channel: false,
    authorizations: [{ team_id: state.team.id, user_id: state.bot.id, is_bot: true, is_enterprise_install: false }],
  }
  await sockets.deliver({ type: 'events_api', payload, accepts_response_payload: false })
}

/** A user opens the app's Home. */
export async function openHome(to: Listener, user: string): Promise<void> {
  const event = {
    type: 'app_home_opened',
    user,
    channel: `D${user.slice(1)}`,
    tab: 'home',
    event_ts: to.state.nextTs(),
  }
  await tell(to, event)
}

/** What is said goes to the app, its own messages too, as far as it is in the channel. */
export function tellOfMessages({ state, sockets }: Listener, complain: (complaint: string) => void): () => void {
  return state.onChange(({ channel, ts, what }) => {
    const message = state.message(channel, ts)
    const isMember = state.channels.get(channel)?.members.has(state.bot.id)
    if (what !== 'posted' || !message || message.ephemeralFor || !isMember) return
    const event = { ...messageObject(state, message, { withMetadata: false }), channel, event_ts: ts }
    tell({ state, sockets }, { ...event, channel_type: 'channel' }).catch((error: Error) => {
      complain(`message event: ${error.message}`)
    })
  })
}
