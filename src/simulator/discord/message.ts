import type { Mentions } from './mentions.ts'

export interface DiscordUser {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly bot: boolean
}

export interface DiscordRole {
  readonly id: string
  readonly name: string
  /** Whether a mention of it notifies its members although the author lacks the permission to mention everyone. */
  mentionable: boolean
}

export interface DiscordMessage {
  readonly id: string
  readonly channelId: string
  readonly author: DiscordUser
  content: string
  flags: number
  components: readonly unknown[]
  readonly timestamp: string
  editedTimestamp: string | null
  readonly ephemeralFor?: string
  /** The nonce of the call that posted it; readers do not see it. */
  readonly nonce?: string
  /** The thread whose opening this line reports: resources/message, "Message Types", THREAD_CREATED. */
  readonly createdThread?: string
  threadId?: string
  mentions: Mentions
}

/** A message before it has an id. */
export type MessageInput = Pick<DiscordMessage, 'channelId' | 'author'> &
  Partial<
    Pick<DiscordMessage, 'content' | 'flags' | 'components' | 'ephemeralFor' | 'mentions' | 'nonce' | 'createdThread'>
  >
