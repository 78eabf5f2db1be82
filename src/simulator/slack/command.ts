import { homeOf, type Node, personOf, type SlackContext } from './context.ts'
import type { SlackChannel } from './state.ts'
export interface SubmittedCommand {
  readonly user: string
  readonly channel: string
  /** With its slash. */
  readonly command: string
  readonly text: string
}

/**
 * Types a slash command: https://docs.slack.dev/interactivity/implementing-slash-commands. Slack does not say which workspace
 * is named for people of another company; this takes theirs, which is the one that an app has to tell apart.
 */
export async function command(context: SlackContext, typed: SubmittedCommand): Promise<void> {
  const { state, app, triggers, responseUrls, origin } = context
  const { user, channel } = typed
  const home = homeOf(state, user)
  const { team, enterprise } = home.place
  const payload = {
    token: 'simulator',
    team_id: team,
    team_domain: home.team.domain,
    ...(enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
    channel_id: channel,
    channel_name: channelName(state.channels.get(channel)),
    user_id: user,
    user_name: personOf(state, user).name,
    command: typed.command,
    text: typed.text,
    api_app_id: state.app.id,
    is_enterprise_install: String(state.isOrganization),
    response_url: `${origin}${responseUrls.issue({ channel, user })}`,
    trigger_id: triggers.issue(user),
  }
  const answer = await app.deliver({ type: 'slash_commands', payload, accepts_response_payload: true })
  const body: Node = typeof answer === 'string' ? { text: answer } : { ...(answer as Node | undefined) }
  const error = body.text || body.blocks ? responseUrls.answer({ channel, user }, body) : undefined
  if (error) throw new Error(error.message)
}

/** A conversation between two has no name of its own. */
function channelName(channel: SlackChannel | undefined): string {
  return channel?.with ? 'directmessage' : (channel?.name ?? '')
}
