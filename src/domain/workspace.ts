import type { PlatformName } from './destination.ts'
import type { PlatformClock } from './platform.ts'
import type { ChannelUse, Verdict } from './verdict.ts'

/** One token of a platform, under the names that the environment and the credentials have for it. */
export interface TokenName {
  readonly platform: PlatformName
  /** `SLACK_BOT_TOKEN`, for example. */
  readonly variable: string
  /** `botToken`, for example. */
  readonly key: string
}

/** A channel that can be chosen for posts. */
export interface ChannelChoice {
  readonly id: string
  readonly name: string
  /** The server that it is in, on a platform where a token may belong to several. */
  readonly server?: string
  readonly kind: 'public' | 'private' | 'forum'
}

/** A workspace before it is configured. Everything throws an `ExpectedError`; tokens that are not given are not used. */
export interface WorkspaceClient {
  /** The page on which an admin adds the bot to a server, on a platform where that takes a page. */
  readonly inviteUrl?: string
  /** Asks the platform whether it accepts this token. Returns whose it is: the name of a team or of a bot. */
  checkToken(key: string): Promise<string>
  /** Where the bot may post or may join by itself, by name. */
  listChannels(): Promise<readonly ChannelChoice[]>
  /** Posts one line once, without the ledger. Returns the link to it, if the platform gives one. */
  postLine(channel: ChannelChoice, text: string): Promise<string | undefined>
  readonly inspector: WorkspaceInspector
  close(): void
}

/** Asks what the bot may do. Posts nothing and changes nothing. */
interface WorkspaceInspector {
  /** Whether the bot may do what it does everywhere: scopes, commands. Never throws. */
  checkPermissions(): Promise<Verdict>
  /** Whether the bot can do in the channel what it has to; nothing is posted. Never throws. */
  checkChannel(channel: string, use: ChannelUse): Promise<Verdict>
  /** Whether the members of a group can be read, on a platform where clicks do not say that. Never throws. */
  checkGroup?(group: string): Promise<Verdict>
  readonly clock: PlatformClock
}
