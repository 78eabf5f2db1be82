import type { SlackContext } from './context.ts'

/** A user opens the app's Home. https://docs.slack.dev/reference/events/app_home_opened */
export async function openHome(
  { state, sockets }: Pick<SlackContext, 'state' | 'sockets'>,
  user: string,
): Promise<void> {
  const at = state.nextTs()
  const payload = {
    token: 'simulator',
    team_id: state.team.id,
    api_app_id: state.app.id,
    type: 'event_callback',
    event: { type: 'app_home_opened', user, channel: `D${user.slice(1)}`, tab: 'home', event_ts: at },
    event_id: `Ev${at.replace('.', '')}`,
    event_time: Math.floor(Number(at)),
    is_ext_shared_channel: false,
    authorizations: [{ team_id: state.team.id, user_id: state.bot.id, is_bot: true, is_enterprise_install: false }],
  }
  await sockets.deliver({ type: 'events_api', payload, accepts_response_payload: false })
}
