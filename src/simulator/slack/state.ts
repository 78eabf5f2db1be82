import { ImageHosts } from '../image-hosts.ts'
import { seedData } from './seed-data.ts'

export interface SlackUser {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly isBot: boolean
  /** IANA. */
  readonly timezone: string
  /** A guest in the channels that they were added to, or in one only; absent for a full member. */
  readonly guest?: 'multi-channel' | 'single-channel'
}

export interface SlackChannel {
  readonly id: string
  readonly name: string
  readonly topic: string
  readonly isPrivate: boolean
  isArchived: boolean
  /** Fields of the conversation object that restrict posts: `is_read_only`, `is_thread_only`, `is_non_threadable`. */
  readonly restrictions?: Readonly<Record<string, boolean>>
  readonly members: Set<string>
  /** The other person, when this is a direct conversation with the bot. */
  readonly with?: string
  /** The workspaces that the channel connects; the first is its host. Absent if it is of one workspace only. */
  connected?: readonly SlackState[]
}

export interface SlackMessage {
  readonly channel: string
  readonly ts: string
  readonly user: string
  text: string
  blocks?: readonly unknown[]
  readonly threadTs?: string
  metadata?: unknown
  /** Slack shows it for changed text, not for changed blocks. */
  edited?: boolean
  /** A parent that was deleted while it had replies: only a placeholder is left. */
  isTombstone?: boolean
  readonly ephemeralFor?: string
  readonly replyCount: number
}

interface SlackGroup {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly users: readonly string[]
}

interface Change {
  readonly channel: string
  readonly ts: string
  readonly what: 'posted' | 'changed' | 'deleted'
}

type MessageInput = Pick<SlackMessage, 'channel' | 'user' | 'text'> &
  Partial<Pick<SlackMessage, 'blocks' | 'threadTs' | 'metadata' | 'ephemeralFor'>>

type Stored = { -readonly [Key in keyof SlackMessage]: SlackMessage[Key] }

/** The initial content of a workspace. */
export interface WorkspaceSeed {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string }
  /** The teams of an organization, where `team` is the organization itself. */
  readonly teams?: readonly string[]
  readonly app: { readonly id: string; readonly botId: string }
  readonly bot: SlackUser
  /** The bot is one of them. */
  readonly users: readonly SlackUser[]
  readonly channels: readonly (Omit<SlackChannel, 'members'> & { readonly members: readonly string[] })[]
  readonly groups: readonly SlackGroup[]
}

/** One workspace with its people, channels and messages. Without a network, and without validation. */
export class SlackState {
  readonly team: WorkspaceSeed['team']
  readonly teams: readonly string[]
  readonly isOrganization: boolean
  readonly bot: SlackUser
  readonly app: WorkspaceSeed['app']
  /** The bot is one of them. */
  readonly users: Map<string, SlackUser>
  /** People of other companies who share or shared a channel with this one, and their workspaces. */
  readonly visitors = new Map<string, SlackState>()
  readonly channels: Map<string, SlackChannel>
  readonly groups: readonly SlackGroup[]
  readonly images = new ImageHosts()
  /** How long a message may be edited, in milliseconds: a setting of the workspace. */
  editWindowMs = Number.POSITIVE_INFINITY
  /** Compliance exports are on, so no message can be deleted: https://docs.slack.dev/reference/methods/chat.delete */
  keepsMessages = false
  readonly #messages = new Map<string, Stored[]>()
  readonly #listeners = new Set<(change: Change) => void>()
  #lastMicros = 0

  constructor(seed: WorkspaceSeed = seedData) {
    const { team, teams = [team.id], app, bot, users, channels, groups } = seed
    this.team = team
    this.teams = teams
    this.isOrganization = seed.teams !== undefined
    this.app = app
    this.bot = bot
    this.users = new Map(users.map((user) => [user.id, user]))
    this.channels = new Map(channels.map((each) => [each.id, { ...each, members: new Set(each.members) }]))
    this.groups = groups
  }

  /** The team and the organization that payloads name. */
  get place(): { readonly team: string; readonly enterprise?: { readonly id: string; readonly name: string } } {
    const { id, name } = this.team
    return { team: this.teams[0] ?? id, ...(this.isOrganization && { enterprise: { id, name } }) }
  }

  /** Top level and replies, oldest first, those for one person only included. */
  messages(channel: string): readonly SlackMessage[] {
    return this.#all(channel)
  }

  message(channel: string, ts: string): SlackMessage | undefined {
    return this.#find(channel, ts)
  }

  /** A person types. The app hears of it if it subscribes to messages. */
  say(user: string, channel: string, text: string, threadTs?: string): SlackMessage {
    return this.post({ channel, user, text, ...(threadTs && { threadTs }) })
  }

  post(draft: MessageInput): SlackMessage {
    const message: Stored = { ...draft, ts: this.nextTs(), replyCount: 0 }
    this.#storeOf(draft.channel).set(draft.channel, [...this.#all(draft.channel), message])
    this.#tell(message, 'posted')
    if (draft.threadTs && !draft.ephemeralFor) this.#countReply(draft.channel, draft.threadTs, 1)
    return message
  }

  /** Replaces what is given and leaves the rest. */
  change(channel: string, ts: string, change: Partial<Pick<Stored, 'text' | 'blocks' | 'metadata' | 'edited'>>): void {
    const message = this.#find(channel, ts)
    if (!message) return
    Object.assign(message, change)
    this.#tell(message, 'changed')
  }

  remove(channel: string, ts: string): void {
    const message = this.#find(channel, ts)
    if (!message) return
    if (message.replyCount > 0) {
      delete message.metadata
      Object.assign(message, { text: 'This message was deleted.', blocks: [], isTombstone: true })
      this.#tell(message, 'changed')
      return
    }
    this.#storeOf(channel).set(
      channel,
      this.#all(channel).filter((each) => each !== message),
    )
    this.#tell(message, 'deleted')
    if (message.threadTs && !message.ephemeralFor) this.#countReply(channel, message.threadTs, -1)
  }

  /** The conversation between this person and the bot, opened if there is none. */
  directWith(user: SlackUser): SlackChannel {
    const id = `D${user.id.slice(1)}`
    const known = this.channels.get(id)
    if (known) return known
    const members = new Set([user.id, this.bot.id])
    const channel = { id, name: user.name, topic: '', isPrivate: true, isArchived: false, members, with: user.id }
    this.channels.set(id, channel)
    return channel
  }

  /** A timestamp as Slack writes it: unique, increasing, and the id of a message in its channel. */
  nextTs(): string {
    this.#lastMicros = Math.max(Date.now() * 1000, this.#lastMicros + 100)
    const digits = String(this.#lastMicros)
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #find(channel: string, ts: string): Stored | undefined {
    return this.#all(channel).find((message) => message.ts === ts)
  }

  #all(channel: string): Stored[] {
    return this.#storeOf(channel).get(channel) ?? []
  }

  /** The host of a shared channel keeps its messages. */
  #storeOf(channel: string): Map<string, Stored[]> {
    const host = this.channels.get(channel)?.connected?.[0] ?? this
    return host.#messages
  }

  #countReply(channel: string, threadTs: string, by: 1 | -1): void {
    const parent = this.#find(channel, threadTs)
    if (!parent) return
    parent.replyCount += by
    this.#tell(parent, 'changed')
  }

  #tell({ channel, ts }: SlackMessage, what: Change['what']): void {
    for (const workspace of this.channels.get(channel)?.connected ?? [this]) {
      for (const listener of workspace.#listeners) listener({ channel, ts, what })
    }
  }
}
