export interface DiscordThread {
  readonly ownerId: string
  /** The members of a private thread, who alone see it. Undefined for public threads. */
  readonly members?: ReadonlySet<string>
  archived: boolean
  locked: boolean
  archivedAt: string
  autoArchiveMinutes: number
  messageCount: number
}

export interface DiscordChannel {
  readonly id: string
  name: string
  /** One of `channelType`. */
  readonly type: number
  readonly topic?: string
  /** resources/channel, "Channel Flags". */
  readonly flags?: number
  readonly parentId?: string
  /** The person in a direct conversation with the bot. */
  readonly recipient?: string
  /** The server, if the bot is not in it: people use the app there because they installed it for themselves. */
  readonly server?: string
  /** The guild, if it is another one than that of the seed data. Threads have that of their channel. */
  readonly guild?: string | undefined
  readonly availableTags?: readonly { readonly id: string; readonly name: string }[]
  appliedTags?: readonly string[]
  readonly thread?: DiscordThread
}
