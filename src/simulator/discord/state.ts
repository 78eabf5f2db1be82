import { channelType } from '../../validators/discord/limits.ts'
import { ImageHosts } from '../image-hosts.ts'
import type { DiscordChannel, DiscordThread } from './channel.ts'
import { type Mentions, mentionsOf } from './mentions.ts'
import type { DiscordMessage, DiscordRole, DiscordUser, MessageInput } from './message.ts'
import { seedData } from './seed-data.ts'
import { Snowflakes, timestampOf } from './snowflake.ts'

export type { DiscordChannel, DiscordMessage, DiscordUser, MessageInput }

/** The permissions that the bot may lack in a channel: topics/permissions. */
export type Permission = 'view' | 'send' | 'history' | 'threads' | 'sendInThreads'

export interface DiscordChange {
  readonly channelId: string
  /** For a thread, its own id; `channelId` is then its parent. */
  readonly messageId: string
  readonly what: 'posted' | 'changed' | 'deleted' | 'thread'
}

interface NewThread extends Pick<DiscordChannel, 'id' | 'name' | 'type'> {
  readonly parentId: string
  readonly autoArchiveMinutes: number
  readonly owner: DiscordUser
  readonly members?: ReadonlySet<string>
}

const noMentions: Mentions = { everyone: false, roles: [], users: [] }

/** The state of Discord's side, without a network: one guild, and others that share its people and roles. */
export class DiscordState {
  readonly guild: { readonly id: string; readonly name: string } = seedData.guild
  /** The guilds of the bot besides that of the seed data, by id. */
  readonly otherGuilds = new Map<string, { readonly name: string; isUp: boolean }>()
  readonly users = new Map<string, DiscordUser>(seedData.users.map((user) => [user.id, user]))
  readonly roles = new Map<string, DiscordRole>(seedData.roles.map((role) => [role.id, { ...role }]))
  readonly channels = new Map<string, DiscordChannel>(seedData.channels.map((channel) => [channel.id, channel]))
  readonly bot: DiscordUser = seedData.bot
  /** The permissions that the bot lacks, by channel; threads have those of their channel. */
  readonly forbidden = new Map<string, Set<Permission>>()
  /** topics/permissions, MENTION_EVERYONE: whether the bot has it. New bots have not. */
  mayMentionEveryone = false
  /** topics/permissions, MANAGE_THREADS: whether the bot has it. Its invite link does not ask for it. */
  mayManageThreads = false
  /** How the bot was added to the guild; topics/permissions, "Timed Out Members": until when it may only read. */
  readonly installation = { isMember: true, acceptsCommands: true, timedOutUntil: null as string | null }
  /** People who take no direct messages. */
  readonly closedTo = new Set<string>()
  /** People who may manage channels. */
  readonly managers = new Set<string>([seedData.users[0].id])
  /** The roles of people, besides the one of all members. */
  readonly memberRoles = new Map<string, readonly string[]>([[seedData.bot.id, [seedData.botRole]]])
  /** topics/threads: how many threads of a guild may be open at once. */
  activeThreadsMax = 1000
  /** How many more edits of messages older than an hour are taken: Discord does not say how many it takes. */
  oldEdits = Number.POSITIVE_INFINITY
  readonly ids = new Snowflakes()
  readonly images = new ImageHosts()
  /** By channel and id. */
  readonly #messages = new Map<string, Map<string, DiscordMessage>>()
  readonly #listeners = new Set<(change: DiscordChange) => void>()

  /** Oldest first, ephemeral ones included. */
  messages(channelId: string): readonly DiscordMessage[] {
    return [...(this.#messages.get(channelId)?.values() ?? [])]
  }

  message(channelId: string, id: string): DiscordMessage | undefined {
    return this.#messages.get(channelId)?.get(id)
  }

  say(user: string, channelId: string, content: string): DiscordMessage {
    const author = this.users.get(user)
    const channel = this.channels.get(channelId)
    if (!author || !channel)
      throw new Error(`There is no user ${user} or no channel ${channelId} in ${this.guild.name}`)
    if (channel.type === channelType.forum) throw new Error(`#${channel.name} is a forum: people write in its posts`)
    return this.post({ channelId, author, content: content.trim(), mentions: mentionsOf({ content }) })
  }

  post(draft: MessageInput): DiscordMessage {
    const id = this.ids.next()
    return this.#put({ ...draft, id })
  }

  edit(message: DiscordMessage, changes: Omit<MessageInput, 'channelId' | 'author'>): void {
    Object.assign(message, changes, { editedTimestamp: new Date().toISOString() })
    this.#tell({ channelId: message.channelId, messageId: message.id, what: 'changed' })
  }

  remove({ channelId, id, ephemeralFor }: DiscordMessage): void {
    this.#messages.get(channelId)?.delete(id)
    const { thread } = this.channels.get(channelId) ?? {}
    // topics/threads: `message_count` is decremented when a message is deleted; the first one does not count.
    if (thread && id !== channelId && !ephemeralFor) thread.messageCount -= 1
    this.#tell({ channelId, messageId: id, what: 'deleted' })
  }

  /** With all its messages. The message that it was opened on stays. */
  removeThread({ id, parentId = '' }: DiscordChannel): void {
    this.channels.delete(id)
    this.#messages.delete(id)
    const starter = this.message(parentId, id)
    if (starter) delete starter.threadId
    this.#tell({ channelId: parentId, messageId: id, what: 'thread' })
  }

  /** The conversation between this person and the bot, opened if there is none. */
  directWith({ id: recipient }: DiscordUser): DiscordChannel {
    const known = [...this.channels.values()].find((channel) => channel.recipient === recipient)
    if (known) return known
    const channel = { id: this.ids.next(), name: this.bot.displayName, type: channelType.direct, recipient }
    this.channels.set(channel.id, channel)
    return channel
  }

  /** The guild of a channel or thread, or the server that the bot is not in. */
  guildIdOf({ server, guild }: DiscordChannel): string {
    return server ?? guild ?? this.guild.id
  }

  /** The guild of the channel or thread with this id. */
  guildIdAt(channelId: string): string {
    const channel = this.channels.get(channelId)
    return channel ? this.guildIdOf(channel) : this.guild.id
  }

  /** The channels of a guild, without the threads in them. */
  guildChannels(guild = this.guild.id): DiscordChannel[] {
    return [...this.channels.values()].filter(
      (one) => !one.thread && one.recipient === undefined && one.server === undefined && this.guildIdOf(one) === guild,
    )
  }

  /**
   * Opens a thread on a message; both have the same id. topics/threads, "New Message Types": a line in a text channel
   * says so where the message is an older one, "older" being "a very small value"; here, any but the newest.
   */
  openThread(message: DiscordMessage, name: string, autoArchiveMinutes: number, owner = this.bot): DiscordChannel {
    const type =
      this.channels.get(message.channelId)?.type === channelType.announcement
        ? channelType.announcementThread
        : channelType.publicThread
    const { id, channelId } = message
    const thread = this.#addThread({ id, name, type, parentId: channelId, autoArchiveMinutes, owner })
    message.threadId = thread.id
    this.#tell({ channelId, messageId: id, what: 'changed' })
    if (type === channelType.publicThread && this.messages(channelId).at(-1) !== message)
      this.post({ channelId, author: owner, content: name, createdThread: id })
    return thread
  }

  /** A person opens a private thread, which only its members see: topics/threads, "Public & Private Threads". */
  openPrivateThread(parentId: string, name: string, owner: DiscordUser, members: readonly string[]): DiscordChannel {
    const [id, type] = [this.ids.next(), channelType.privateThread]
    return this.#addThread({ id, name, type, parentId, autoArchiveMinutes: 1440, owner, members: new Set(members) })
  }

  /** Opens a forum post with its first message; both have the same id. */
  openPost(
    forum: DiscordChannel,
    post: { readonly name: string; readonly tags: readonly string[]; readonly autoArchiveMinutes: number },
    starter: Omit<MessageInput, 'channelId'>,
  ): { readonly thread: DiscordChannel; readonly message: DiscordMessage } {
    const id = this.ids.next()
    const { name, autoArchiveMinutes } = post
    const [type, owner] = [channelType.publicThread, this.bot]
    const thread = this.#addThread({ id, name, type, parentId: forum.id, autoArchiveMinutes, owner })
    thread.appliedTags = post.tags
    return { thread, message: this.#put({ ...starter, channelId: id, id }) }
  }

  changeThread(
    channel: DiscordChannel,
    changes: { readonly name?: string; readonly appliedTags?: readonly string[] } & Partial<
      Pick<DiscordThread, 'archived' | 'locked' | 'autoArchiveMinutes'>
    >,
  ): void {
    const { name = channel.name, appliedTags, ...state } = changes
    channel.name = name
    if (appliedTags) channel.appliedTags = appliedTags
    if (channel.thread) Object.assign(channel.thread, state, state.archived && { archivedAt: new Date().toISOString() })
    this.#tell({ channelId: channel.parentId ?? channel.id, messageId: channel.id, what: 'thread' })
  }

  /** The threads of a guild, or of all of them. */
  threads(guild?: string): DiscordChannel[] {
    return [...this.channels.values()].filter(
      (one) => one.thread && (guild === undefined || this.guildIdOf(one) === guild),
    )
  }

  /** Calls back after every change; the result unsubscribes. */
  onChange(listener: (change: DiscordChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #addThread({ autoArchiveMinutes, owner, members, ...channel }: NewThread): DiscordChannel {
    const thread: DiscordChannel = {
      ...channel,
      guild: this.channels.get(channel.parentId)?.guild,
      thread: {
        ownerId: owner.id,
        ...(members && { members }),
        archived: false,
        locked: false,
        archivedAt: new Date(timestampOf(channel.id)).toISOString(),
        autoArchiveMinutes,
        messageCount: 0,
      },
    }
    this.channels.set(thread.id, thread)
    this.#tell({ channelId: channel.parentId, messageId: thread.id, what: 'thread' })
    return thread
  }

  #put(draft: MessageInput & { readonly id: string }): DiscordMessage {
    const message: DiscordMessage = {
      content: '',
      flags: 0,
      components: [],
      mentions: noMentions,
      editedTimestamp: null,
      ...draft,
      timestamp: new Date(timestampOf(draft.id)).toISOString(),
    }
    this.#wake(message)
    const others = this.#messages.get(message.channelId)
    if (others) others.set(message.id, message)
    else this.#messages.set(message.channelId, new Map([[message.id, message]]))
    this.#tell({ channelId: message.channelId, messageId: message.id, what: 'posted' })
    return message
  }

  // topics/threads: a message in an archived thread unarchives it.
  #wake({ channelId, id, ephemeralFor }: DiscordMessage): void {
    const channel = this.channels.get(channelId)
    if (!channel?.thread || id === channelId || ephemeralFor) return
    channel.thread.messageCount += 1
    if (channel.thread.archived) this.changeThread(channel, { archived: false })
  }

  #tell(change: DiscordChange): void {
    for (const listener of [...this.#listeners]) listener(change)
  }
}
