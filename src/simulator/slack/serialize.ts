import type { KnownPerson } from './shared-channels.ts'
import type { SlackChannel, SlackMessage, SlackState } from './state.ts'

// The state as Slack serializes it: https://docs.slack.dev/reference/objects

/** Without `withMetadata`, as in a history that does not ask for it, only the type of the metadata is there. */
export function messageObject(state: SlackState, message: SlackMessage, withMetadata = true): Record<string, unknown> {
  const { user, ts, text, blocks } = message
  return {
    type: 'message',
    ...(message.isTombstone ? { subtype: 'tombstone', hidden: true, user: 'USLACKBOT' } : { user }),
    ...(user === state.bot.id && { bot_id: state.app.botId, app_id: state.app.id, bot_profile: botObject(state) }),
    ts,
    text,
    team: state.team.id,
    ...(blocks && blocks.length > 0 && { blocks }),
    ...(message.metadata ? { metadata: metadataObject(message.metadata, withMetadata) } : {}),
    ...threadFields(state, message),
    ...(message.edited && { edited: { user, ts } }),
  }
}

function metadataObject(metadata: unknown, withMetadata: boolean): unknown {
  const { event_type } = metadata as { event_type: string }
  return withMetadata ? metadata : { event_type }
}

function threadFields(state: SlackState, { channel, ts, threadTs }: SlackMessage): object {
  if (threadTs) {
    const parent = state.message(channel, threadTs)
    return {
      thread_ts: threadTs,
      ...(parent && { parent_user_id: parent.user }),
    }
  }
  const replies = state.messages(channel).filter((reply) => reply.threadTs === ts && !reply.ephemeralFor)
  if (replies.length === 0) return {}
  const people = [...new Set(replies.map(({ user }) => user))]
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users_count: people.length,
    reply_users: people,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  }
}

export function channelObject(state: SlackState, channel: SlackChannel): Record<string, unknown> {
  const { id, name, topic, isPrivate, isArchived, members } = channel
  const isDirect = channel.with !== undefined
  return {
    id,
    ...(isDirect ? { user: channel.with } : { name, name_normalized: name }),
    is_channel: !isPrivate,
    is_group: isPrivate && !isDirect,
    is_im: isDirect,
    is_mpim: false,
    is_private: isPrivate,
    is_archived: isArchived,
    is_member: members.has(state.bot.id),
    is_general: false,
    ...channel.restrictions,
    ...connectionFields(channel),
    context_team_id: state.team.id,
    topic: { value: topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: members.size,
  }
}

/** https://docs.slack.dev/reference/objects/conversation-object */
function connectionFields({ connected }: SlackChannel): object {
  const ids = connected?.map(({ place }) => place.team) ?? []
  return {
    is_shared: ids.length > 1,
    is_ext_shared: ids.length > 1,
    ...(ids.length > 1 && { conversation_host_id: ids[0], shared_team_ids: ids, connected_team_ids: ids }),
  }
}

/** https://docs.slack.dev/reference/objects/user-object */
export function userObject({ user, home, isStranger }: KnownPerson): Record<string, unknown> {
  const { team, enterprise } = home.place
  return {
    id: user.id,
    team_id: team,
    is_stranger: isStranger,
    is_restricted: user.guest !== undefined,
    is_ultra_restricted: user.guest === 'single-channel',
    ...(enterprise && {
      enterprise_user: { id: user.id, enterprise_id: enterprise.id, enterprise_name: enterprise.name },
    }),
    name: user.name,
    real_name: user.realName,
    deleted: false,
    tz: user.timezone,
    is_bot: user.isBot,
    is_app_user: false,
    locale: 'en-GB',
    profile: { real_name: user.realName, display_name: user.name, team },
  }
}

function botObject(state: SlackState): Record<string, unknown> {
  const { app, bot, team } = state
  return {
    id: app.botId,
    app_id: app.id,
    user_id: bot.id,
    name: bot.realName,
    team_id: team.id,
    deleted: false,
    icons: {},
  }
}
