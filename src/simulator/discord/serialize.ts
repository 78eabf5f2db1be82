import type { Json } from '../../lib/json.ts'
import { flag } from '../../validators/discord/limits.ts'
import type { Mentions } from './mentions.ts'
import { seedData } from './seed-data.ts'
import { timestampOf } from './snowflake.ts'
import type { DiscordChannel, DiscordMessage, DiscordState, DiscordUser } from './state.ts'

/** topics/permissions, "Bitwise Permission Flags". */
const bit = {
  manageChannels: 1n << 4n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  mentionEveryone: 1n << 17n,
  manageThreads: 1n << 34n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
}
const forbiddable = {
  view: bit.viewChannel,
  send: bit.sendMessages,
  history: bit.readMessageHistory,
  threads: bit.createPublicThreads,
  sendInThreads: bit.sendMessagesInThreads,
}
const botPermissions =
  Object.values(bit).reduce((all, one) => all | one, 0n) &
  ~(bit.manageChannels | bit.mentionEveryone | bit.manageThreads)
/** resources/message, "Message Flags": it has a thread. */
const hasThreadFlag = 1 << 5
const [threadCreatedType, replyType] = [18, 20]
const founded = '2026-01-05T08:00:00.000Z'

export function serializeUser({ id, username, displayName, bot }: DiscordUser): Json {
  return { id, username, discriminator: '0', global_name: displayName, avatar: null, bot, public_flags: 0 }
}

export function serializeMember(state: DiscordState, user: DiscordUser): Json {
  return {
    user: serializeUser(user),
    nick: null,
    avatar: null,
    banner: null,
    roles: state.memberRoles.get(user.id) ?? [],
    joined_at: founded,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: user.id === state.bot.id ? state.installation.timedOutUntil : null,
  }
}

/** The bot's permissions in a channel, as bits. */
export function permissionsIn(state: DiscordState, channel: DiscordChannel): string {
  const all =
    botPermissions |
    (state.mayMentionEveryone ? bit.mentionEveryone : 0n) |
    (state.mayManageThreads ? bit.manageThreads : 0n)
  return String(all & ~deniedBits(state, channel))
}

/** A person's permissions in a channel, as bits. */
export function memberPermissionsIn(state: DiscordState, channel: DiscordChannel, user: string): string {
  return String(BigInt(permissionsIn(state, channel)) | (state.managers.has(user) ? bit.manageChannels : 0n))
}

function deniedBits(state: DiscordState, channel: DiscordChannel): bigint {
  const forbidden = [...(state.forbidden.get(channel.parentId ?? channel.id) ?? [])]
  return forbidden.reduce((bits, permission) => bits | forbiddable[permission], 0n)
}

export function serializeChannel(state: DiscordState, channel: DiscordChannel): Json {
  const { id, type, name, thread } = channel
  const shared = {
    id,
    type,
    name,
    guild_id: state.guildIdOf(channel),
    flags: channel.flags ?? 0,
    rate_limit_per_user: 0,
  }
  const last = state.messages(id).findLast(({ ephemeralFor }) => !ephemeralFor)
  const other = channel.recipient === undefined ? undefined : state.users.get(channel.recipient)
  if (other) return { id, type, flags: 0, last_message_id: last?.id ?? null, recipients: [serializeUser(other)] }
  if (thread) return { ...shared, ...serializeThread(state, channel), last_message_id: last?.id ?? null }
  const denied = deniedBits(state, channel)
  return {
    ...shared,
    position: [...state.channels.keys()].indexOf(id),
    parent_id: null,
    topic: channel.topic ?? null,
    nsfw: false,
    last_message_id: last?.id ?? null,
    permission_overwrites: denied ? [{ id: state.bot.id, type: 1, allow: '0', deny: String(denied) }] : [],
    ...(channel.availableTags && {
      available_tags: channel.availableTags.map((tag) => ({
        ...tag,
        moderated: false,
        emoji_id: null,
        emoji_name: null,
      })),
      default_reaction_emoji: null,
      default_sort_order: null,
      default_forum_layout: 0,
    }),
  }
}

function serializeThread(state: DiscordState, { id, parentId, thread, appliedTags }: DiscordChannel): Json {
  return {
    parent_id: parentId,
    owner_id: thread?.ownerId,
    message_count: thread?.messageCount,
    total_message_sent: thread?.messageCount,
    member_count: 1,
    applied_tags: appliedTags ?? [],
    thread_metadata: {
      archived: thread?.archived,
      locked: thread?.locked,
      auto_archive_duration: thread?.autoArchiveMinutes,
      archive_timestamp: thread?.archivedAt,
      create_timestamp: new Date(timestampOf(id)).toISOString(),
    },
    member: threadMember(id, state.bot.id),
  }
}

export function threadMember(threadId: string, userId: string): Json {
  return { id: threadId, user_id: userId, join_timestamp: founded, flags: 0 }
}

export function serializeMessage(state: DiscordState, message: DiscordMessage): Json {
  const thread = message.threadId ? state.channels.get(message.threadId) : undefined
  const notified = notifiedBy(state, message)
  return {
    id: message.id,
    channel_id: message.channelId,
    author: serializeUser(message.author),
    content: message.content,
    timestamp: message.timestamp,
    edited_timestamp: message.editedTimestamp,
    tts: false,
    mention_everyone: notified.everyone,
    mentions: notified.users.flatMap((id) => state.users.get(id) ?? []).map(serializeUser),
    mention_roles: notified.roles,
    attachments: [],
    embeds: [],
    components: message.components,
    pinned: false,
    type: message.createdThread ? threadCreatedType : message.ephemeralFor ? replyType : 0,
    ...(message.createdThread && {
      message_reference: { type: 0, guild_id: state.guildIdAt(message.channelId), channel_id: message.createdThread },
    }),
    flags: message.flags | (thread ? hasThreadFlag : 0),
    // discord.js reads every field that is present, so an absent one must not be null.
    ...(thread && { thread: serializeChannel(state, thread) }),
    ...(message.author.bot && { application_id: state.bot.id }),
  }
}

/** The users and roles that a message notifies; other mentions are only displayed. */
function notifiedBy(state: DiscordState, { mentions }: DiscordMessage): Mentions {
  const may = state.mayMentionEveryone
  const roles = mentions.roles.filter((id) => may || state.roles.get(id)?.mentionable)
  return { ...mentions, everyone: mentions.everyone && may, roles }
}

/** A message without its content, for bots without the intent for content. */
export function withoutContent(message: Json): Json {
  return { ...message, content: '', components: [] }
}

/** Whether the bot may read a message: events/gateway, "Message Content Intent". */
export function isReadable(state: DiscordState, { author, mentions, flags }: DiscordMessage): boolean {
  return author.id === state.bot.id || mentions.users.includes(state.bot.id) || (flags & flag.ephemeral) !== 0
}

/** A guild by its id; all have the same roles. */
export function serializeGuild(state: DiscordState, id: string): Json {
  const { name } = state.otherGuilds.get(id) ?? state.guild
  const role = (roleId: string, roleName: string, position: number, mentionable = false) => ({
    id: roleId,
    name: roleName,
    permissions: String(botPermissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: roleId === seedData.botRole,
    mentionable,
    flags: 0,
  })
  const roles = [...state.roles.values()].map((it, index) => role(it.id, it.name, index + 1, it.mentionable))
  return {
    id,
    name,
    icon: null,
    owner_id: seedData.users[0].id,
    afk_channel_id: null,
    afk_timeout: 300,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    nsfw_level: 0,
    preferred_locale: 'en-GB',
    premium_tier: 0,
    roles: [role(id, '@everyone', 0), ...roles],
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    verification_level: 0,
    vanity_url_code: null,
  }
}
