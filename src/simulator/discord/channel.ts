export interface DiscordThread {
  readonly ownerId: string
  /** Of a private thread: only they see it. Undefined for threads that everyone sees. */
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
  readonly parentId?: string
  /** The person at the other end of a conversation with the bot. */
  readonly recipient?: string
  readonly availableTags?: readonly { readonly id: string; readonly name: string }[]
  appliedTags?: readonly string[]
  readonly thread?: DiscordThread
}
