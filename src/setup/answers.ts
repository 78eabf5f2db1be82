import type { PlatformName } from '../domain/destination.ts'

/** One channel that the digest is to go to. */
export interface ChosenChannel {
  readonly platform: PlatformName
  readonly channel: string
  /** The name of the channel, if it is known: the destination is named after it. */
  readonly channelName?: string
  readonly layout?: 'forum'
}

/** The answers for a first configuration. */
export interface Answers {
  /** The tokens by the variable of the environment. */
  readonly tokens: Readonly<Record<string, string>>
  readonly channels: readonly ChosenChannel[]
  /** `08:30`. */
  readonly at: string
  /** IANA. */
  readonly timezone: string
  /** The language of the first digest, as a BCP 47 tag. */
  readonly language: string
}
